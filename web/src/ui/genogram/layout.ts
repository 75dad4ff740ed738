/**
 * Geometry of a genogram. Input: values of model.ts; output: positions and SVG paths in CSS pixels,
 * origin top left. Pure and deterministic: the same family always draws the same picture.
 */
import { px, textWidth } from '../svg/text.ts';
import type { DescentKind, GenoPerson, Genogram, GenoUnion } from './model.ts';
import { orderGroup, partnerGroups, rows } from './order.ts';
import { outlines, type Outline } from './outline.ts';
import { relationCurves, type RelationCurve } from './relation.ts';
import { spread } from '../svg/spread.ts';

export const SYMBOL = 19;
const ROW = 110;
const TEXT = 14;
const MARGIN = 28;

export interface Node {
  person: GenoPerson;
  x: number;
  y: number;
  side: 'left' | 'right';
  /** Extent of symbol and label to both sides of x. */
  left: number;
  right: number;
}

export interface UnionLine {
  union: GenoUnion;
  path: string;
  x: number;
  y: number;
}

export interface DescentLine {
  kind: DescentKind;
  path: string;
}

export interface GenogramLayout {
  width: number;
  height: number;
  nodes: Node[];
  unions: UnionLine[];
  descents: DescentLine[];
  relations: RelationCurve[];
  outlines: Outline[];
}

export function layoutGenogram(g: Genogram): GenogramLayout {
  const order = rows(g);
  const nodes = place(g, order);
  const at = new Map(nodes.map((n) => [n.person.id, n]));
  const unions = unionLines(g, at);
  const layout = {
    nodes,
    unions,
    descents: descentLines(g, at, unions),
    relations: relationCurves(g.relations, nodes, unions),
    outlines: outlines(g.households, nodes),
  };
  return { ...layout, ...size(nodes) };
}

function size(nodes: readonly Node[]): { width: number; height: number } {
  return {
    width: Math.max(1, ...nodes.map((n) => n.x + n.right)) + MARGIN,
    height: Math.max(1, ...nodes.map((n) => n.y)) + SYMBOL + 40,
  };
}

const labelRoom = (p: GenoPerson): number => 10 + Math.max(textWidth(p.name, TEXT), textWidth(p.note ?? '', TEXT));

function sideOf(g: Genogram): Map<string, 'left' | 'right'> {
  const side = new Map<string, 'left' | 'right'>(g.persons.map((p) => [p.id, 'right']));
  for (const group of partnerGroups(g)) {
    const ordered = orderGroup(g, group);
    if (ordered.length > 1) side.set(ordered[0] as string, 'left');
  }
  return side;
}

function place(g: Genogram, order: readonly string[][]): Node[] {
  const side = sideOf(g);
  const home = new Map(g.households.flatMap((h) => h.members.map((m) => [m, h.id] as const)));
  const person = new Map(g.persons.map((p) => [p.id, p]));
  const node = (id: string, row: number): Node => {
    const p = person.get(id) as GenoPerson;
    const s = side.get(id) ?? 'right';
    const room = SYMBOL + labelRoom(p);
    return { person: p, x: 0, y: 30 + SYMBOL + row * ROW, side: s, left: s === 'left' ? room : SYMBOL, right: s === 'right' ? room : SYMBOL };
  };
  const placed = order.map((ids, row) => ids.map((id) => node(id, row)));
  const partners = new Set(g.unions.flatMap((u) => [`${u.a} ${u.b}`, `${u.b} ${u.a}`]));
  const gaps = placed.map((row) =>
    row.slice(1).map((n, i) => {
      const before = row[i] as Node;
      const couple = partners.has(`${before.person.id} ${n.person.id}`);
      const apart = home.get(before.person.id) !== home.get(n.person.id) ? 34 : 0;
      return Math.max(before.right + n.left + (couple ? 30 : 26) + apart, couple ? 180 : 0);
    }),
  );
  placed.forEach((row, r) => setRow(row, row.map(() => 0), gaps[r] ?? [], row.map(() => 1)));
  for (let sweep = 0; sweep < 24; sweep++) relaxOnce(g, placed, gaps, sweep % 2 === 0);
  const nodes = placed.flat();
  const shift = MARGIN - Math.min(...nodes.map((n) => n.x - n.left));
  for (const n of nodes) n.x = Math.round(n.x + shift);
  return nodes;
}

function setRow(row: Node[], wanted: readonly number[], gaps: readonly number[], weights: readonly number[]): void {
  const x = spread(wanted, gaps, weights);
  row.forEach((n, i) => (n.x = x[i] as number));
}

/** One pass over the rows: children under their parents (down) or parents over their children (up). */
function relaxOnce(g: Genogram, placed: readonly Node[][], gaps: readonly number[][], down: boolean): void {
  const at = new Map(placed.flat().map((n) => [n.person.id, n]));
  const mean = (ids: readonly string[]): number => {
    const xs = ids.flatMap((id) => at.get(id)?.x ?? []);
    return xs.reduce((s, x) => s + x, 0) / Math.max(1, xs.length);
  };
  const families = new Map<string, { parents: readonly string[]; children: string[] }>();
  for (const d of g.descents) {
    const key = [...d.parents].sort().join(' ');
    const family = families.get(key) ?? { parents: d.parents, children: [] };
    family.children.push(d.child);
    families.set(key, family);
  }
  const numbered = down ? [...placed.keys()] : [...placed.keys()].reverse();
  for (const r of numbered) {
    const row = placed[r] as Node[];
    const wish = new Map<string, number[]>();
    for (const f of families.values()) {
      const [move, toward] = down ? [f.children, f.parents] : [[...f.parents], f.children];
      const delta = mean(toward) - mean(move);
      for (const id of move) if (row.some((n) => n.person.id === id)) wish.set(id, [...(wish.get(id) ?? []), delta]);
    }
    const wanted = row.map((n) => {
      const w = wish.get(n.person.id);
      return w ? n.x + w.reduce((s, d) => s + d, 0) / w.length : n.x;
    });
    setRow(row, wanted, gaps[r] ?? [], row.map((n) => (wish.has(n.person.id) ? 1 : 0.05)));
  }
}

function unionLines(g: Genogram, at: ReadonlyMap<string, Node>): UnionLine[] {
  const depth = new Map<string, number>();
  return g.unions.flatMap((union) => {
    const [a, b] = [at.get(union.a), at.get(union.b)];
    if (!a || !b) return [];
    const [l, r] = a.x <= b.x ? [a, b] : [b, a];
    const level = Math.max(depth.get(union.a) ?? 0, depth.get(union.b) ?? 0);
    depth.set(union.a, level + 1).set(union.b, level + 1);
    // Two unions of one person leave from different points of the symbol, so that the lines stay apart.
    const out = level * 8;
    const y = l.y + SYMBOL + 14 + level * 13;
    const path = `M${px(l.x + out)} ${px(l.y + SYMBOL)}V${px(y)}H${px(r.x - out)}V${px(r.y + SYMBOL)}`;
    return [{ union, path, x: (l.x + r.x) / 2, y }];
  });
}

function descentLines(g: Genogram, at: ReadonlyMap<string, Node>, unions: readonly UnionLine[]): DescentLine[] {
  const families = new Map<string, typeof g.descents[number][]>();
  for (const d of g.descents) {
    const parents = d.parents.filter((p) => at.has(p));
    if (parents.length === 0 || !at.has(d.child)) continue;
    const key = [...parents].sort().join(' ');
    families.set(key, [...(families.get(key) ?? []), d]);
  }
  return [...families.entries()].flatMap(([key, descents], lane) => {
    const parents = key.split(' ').map((id) => at.get(id) as Node);
    const union = unions.find((u) => parents.length === 2 && key === [u.union.a, u.union.b].sort().join(' '));
    const start = union
      ? { x: union.x, y: union.y }
      : { x: parents.reduce((s, p) => s + p.x, 0) / parents.length, y: Math.max(...parents.map((p) => p.y)) + SYMBOL };
    return familyLines(start, descents.map((d) => ({ node: at.get(d.child) as Node, kind: d.kind })), lane);
  });
}

function familyLines(start: { x: number; y: number }, children: { node: Node; kind: DescentKind }[], lane: number): DescentLine[] {
  const top = Math.min(...children.map((c) => c.node.y)) - SYMBOL;
  const bar = top - 18 - (lane % 2) * 6;
  const points = new Map<string, number[]>();
  for (const c of children) {
    const key = c.node.person.twinGroup ?? c.node.person.id;
    points.set(key, [...(points.get(key) ?? []), c.node.x]);
  }
  const hang = (c: { node: Node }): number => {
    const xs = points.get(c.node.person.twinGroup ?? c.node.person.id) as number[];
    return xs.reduce((s, x) => s + x, 0) / xs.length;
  };
  const xs = [...children.map(hang), start.x];
  const trunk = `M${px(start.x)} ${px(start.y)}V${px(bar)}`;
  const across = `M${px(Math.min(...xs))} ${px(bar)}H${px(Math.max(...xs))}`;
  const legs = children.map((c) => ({
    kind: c.kind,
    path: `M${px(hang(c))} ${px(bar)}L${px(c.node.x)} ${px(c.node.y - SYMBOL)}`,
  }));
  return [{ kind: 'birth', path: trunk + (Math.max(...xs) > Math.min(...xs) ? across : '') }, ...legs];
}
