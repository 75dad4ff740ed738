/**
 * Lines of feeling and harm (violence, conflict, close, distant, cut off): curves that go around symbols and
 * labels. Several bulges are tried and the one that touches least wins; a wave or zigzag is laid along it.
 */
import { px } from '../svg/text.ts';
import type { Node } from './layout.ts';
import type { GenoRelation, RelationKind } from './model.ts';

export interface RelationCurve {
  relation: GenoRelation;
  path: string;
  /** Closed triangle at the person harmed; only for violence. */
  arrow?: string;
  x: number;
  y: number;
}

interface Point { x: number; y: number }
interface Box { x0: number; y0: number; x1: number; y1: number }

const EDGE = 25;
const LIFT = 8;

export function relationCurves(relations: readonly GenoRelation[], nodes: readonly Node[], unionNames: readonly Point[]): RelationCurve[] {
  const at = new Map(nodes.map((n) => [n.person.id, n]));
  const taken: Point[] = [];
  const names: Point[] = [...unionNames];
  return relations.flatMap((relation) => {
    const [a, b] = [at.get(relation.from), at.get(relation.to)];
    if (!a || !b || a === b) return [];
    const curve = best(a, b, nodes, taken);
    taken.push(...curve);
    const label = labelPoint(curve, nodes, names);
    names.push(label);
    const arrow = relation.kind === 'violence' ? head(curve) : undefined;
    const drawn = relation.kind === 'violence' ? curve.slice(0, -4) : curve;
    return [{ relation, path: dress(drawn, relation.kind), ...(arrow ? { arrow } : {}), ...label }];
  });
}

const obstacle = (n: Node): Box => ({ x0: n.x - n.left, x1: n.x + n.right, y0: n.y - 22, y1: n.y + 22 });
const within = (p: Point, b: Box): boolean => p.x > b.x0 && p.x < b.x1 && p.y > b.y0 && p.y < b.y1;

function best(a: Node, b: Node, nodes: readonly Node[], taken: readonly Point[]): Point[] {
  const boxes = nodes.map(obstacle);
  const cost = (points: readonly Point[], bulge: number): number => {
    const hits = points.filter((p, i) => i > 3 && i < points.length - 4 && boxes.some((box) => within(p, box))).length;
    const crowd = points.filter((p) => taken.some((t) => Math.hypot(t.x - p.x, t.y - p.y) < 14)).length;
    return hits * 20 + crowd * 6 + Math.abs(bulge) * 0.2 + points.filter((p) => p.y < 6 || p.x < 6).length * 15;
  };
  let winner: { points: Point[]; cost: number } | null = null;
  for (const bulge of [0, -36, 36, -64, 64, -96, 96, -136, 136]) {
    const points = sample(a, b, bulge);
    const c = cost(points, bulge);
    if (winner === null || c < winner.cost) winner = { points, cost: c };
  }
  return (winner as { points: Point[] }).points;
}

/** The word of a line stands beside it where neither a member nor another word is. */
function labelPoint(curve: readonly Point[], nodes: readonly Node[], names: readonly Point[]): Point {
  const boxes = nodes.map(obstacle);
  const spots = [0.5, 0.38, 0.62, 0.26, 0.74].flatMap((t) => {
    const p = curve[Math.round(t * (curve.length - 1))] as Point;
    return [{ x: p.x, y: p.y - 16 }, { x: p.x, y: p.y + 28 }];
  });
  const cost = (p: Point): number =>
    boxes.filter((b) => p.x > b.x0 - 24 && p.x < b.x1 + 24 && p.y > b.y0 && p.y - 14 < b.y1).length * 4 +
    names.filter((n) => Math.abs(n.x - p.x) < 84 && Math.abs(n.y - p.y) < 20).length * 5 +
    (p.y < 16 ? 10 : 0);
  return spots.reduce((best, p) => (cost(p) < cost(best) ? p : best));
}

/** A quadratic curve between the rims of two symbols, bent sideways by `bulge`. */
function sample(a: Point, b: Point, bulge: number): Point[] {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const normal = { x: -(b.y - a.y) / length, y: (b.x - a.x) / length };
  const sameRow = a.y === b.y;
  const lift = sameRow ? -LIFT : 0;
  const c = { x: (a.x + b.x) / 2 + normal.x * bulge * 2, y: (a.y + b.y) / 2 + lift + normal.y * bulge * 2 };
  const rim = (p: Point): Point => {
    const d = Math.hypot(c.x - p.x, c.y - p.y) || 1;
    return { x: p.x + ((c.x - p.x) / d) * EDGE, y: p.y + lift / 2 + ((c.y - p.y) / d) * EDGE };
  };
  const [s, e] = [rim(a), rim(b)];
  const steps = Math.max(16, Math.round(length / 3));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps;
    const u = 1 - t;
    return { x: u * u * s.x + 2 * u * t * c.x + t * t * e.x, y: u * u * s.y + 2 * u * t * c.y + t * t * e.y };
  });
}

const line = (points: readonly Point[]): string => points.map((p, i) => `${i === 0 ? 'M' : 'L'}${px(p.x)} ${px(p.y)}`).join('');

/** Moves every point sideways by `by(distance along the curve, share of the whole)`. */
function offset(points: readonly Point[], by: (along: number, share: number) => number): Point[] {
  let along = 0;
  return points.map((p, i) => {
    const [before, after] = [points[Math.max(0, i - 1)] as Point, points[Math.min(points.length - 1, i + 1)] as Point];
    const d = Math.hypot(after.x - before.x, after.y - before.y) || 1;
    if (i > 0) along += Math.hypot(p.x - before.x, p.y - before.y);
    const shift = by(along, i / (points.length - 1));
    return { x: p.x - ((after.y - before.y) / d) * shift, y: p.y + ((after.x - before.x) / d) * shift };
  });
}

function dress(points: readonly Point[], kind: RelationKind): string {
  const fade = (share: number): number => Math.min(1, share * 6, (1 - share) * 6);
  if (kind === 'violence') return line(offset(points, (s, share) => Math.sin((s / 26) * 2 * Math.PI) * 8 * fade(share)));
  if (kind === 'conflict') return line(offset(points, (s, share) => (Math.abs(((s / 7) % 4) - 2) - 1) * 6 * fade(share)));
  if (kind === 'close') return line(offset(points, () => 2.5)) + line(offset(points, () => -2.5));
  if (kind === 'cutoff') return line(points) + bars(points);
  return line(points);
}

/** The two short bars across a line that has been cut. */
function bars(points: readonly Point[]): string {
  const i = Math.floor(points.length / 2);
  return [i - 1, i + 1]
    .map((k) => {
      const [p, q] = [points[k] as Point, points[k + 1] as Point];
      const d = Math.hypot(q.x - p.x, q.y - p.y) || 1;
      const n = { x: (-(q.y - p.y) / d) * 7, y: ((q.x - p.x) / d) * 7 };
      return `M${px(p.x - n.x)} ${px(p.y - n.y)}L${px(p.x + n.x)} ${px(p.y + n.y)}`;
    })
    .join('');
}

function head(points: readonly Point[]): string {
  const tip = points[points.length - 1] as Point;
  const from = points[Math.max(0, points.length - 5)] as Point;
  const d = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const [ux, uy] = [(tip.x - from.x) / d, (tip.y - from.y) / d];
  const base = { x: tip.x - ux * 13, y: tip.y - uy * 13 };
  return `M${px(tip.x)} ${px(tip.y)}L${px(base.x - uy * 6)} ${px(base.y + ux * 6)}L${px(base.x + uy * 6)} ${px(base.y - ux * 6)}Z`;
}
