/** Where the names go: inside a town that has room, else beside the county with a leader line. Pure. */
import { spread } from '../svg/spread.ts';
import { textWidth } from '../svg/text.ts';
import type { CountyMap, TownShape, TownValue } from './model.ts';

export interface InsideLabel { kind: 'inside'; code: string; x: number; y: number }
export interface LeaderLabel { kind: 'leader'; code: string; x: number; y: number; anchor: 'start' | 'end'; from: { x: number; y: number }; to: { x: number; y: number } }
export type MapLabel = InsideLabel | LeaderLabel;

const TEXT = 14;
const LINE = 24;
/** Letters do not fill their box: a label may be this much larger than the free room. */
const FIT = 0.85;

export function mapLabels(map: CountyMap, values: readonly TownValue[]): MapLabel[] {
  const value = new Map(values.map((v) => [v.code, v]));
  const wanted = map.towns.flatMap((t) => {
    const v = value.get(t.code);
    return v ? [{ town: t, v, width: Math.max(textWidth(v.name, TEXT), textWidth(v.text, TEXT)) }] : [];
  });
  const inside = wanted.filter((w) => w.width * FIT <= w.town.room.width && w.town.room.height >= 34 * FIT);
  const outside = wanted.filter((w) => !inside.includes(w));
  const edge = silhouette(map.towns);
  const sides = { left: [] as typeof outside, right: [] as typeof outside };
  for (const w of outside) {
    const { x, y } = w.town.room;
    const e = edge(y);
    const room = textWidth(`${w.v.name}${w.v.text}`, TEXT) + 24;
    // a leader line through the name of another town costs more than a longer line
    const crossed = (left: boolean): number => inside.filter((o) => Math.abs(o.town.room.y - y) < 24 && (left ? o.town.room.x < x : o.town.room.x > x)).length * 90;
    const leftCost = x - e.left + (e.left < room ? 60 : 0) + crossed(true);
    const rightCost = e.right - x + (map.width - e.right < room ? 60 : 0) + crossed(false);
    (leftCost <= rightCost ? sides.left : sides.right).push(w);
  }
  return [
    ...inside.map((w): InsideLabel => ({ kind: 'inside', code: w.town.code, x: w.town.room.x, y: w.town.room.y })),
    ...column(sides.left, 'left', map, edge),
    ...column(sides.right, 'right', map, edge),
  ];
}

type Wanted = { town: TownShape; v: TownValue; width: number };
type Edge = (y: number) => { left: number; right: number };

function column(items: Wanted[], side: 'left' | 'right', map: CountyMap, edge: Edge): LeaderLabel[] {
  const sorted = [...items].sort((a, b) => a.town.room.y - b.town.room.y);
  const ys = spread(sorted.map((w) => w.town.room.y), sorted.map(() => LINE), sorted.map(() => 1)).map((y) => Math.min(map.height - 8, Math.max(14, y)));
  return sorted.map((w, i) => {
    const y = ys[i] as number;
    const room = textWidth(`${w.v.name}${w.v.text}`, TEXT) + 8;
    const e = edge(y);
    const x = side === 'left' ? Math.max(room, e.left - 14) : Math.min(map.width - room, e.right + 14);
    return {
      kind: 'leader',
      code: w.town.code,
      x,
      y: y + 5,
      anchor: side === 'left' ? 'end' : 'start',
      from: { x: w.town.room.x, y: w.town.room.y },
      to: { x: side === 'left' ? x + 4 : x - 4, y },
    };
  });
}

/** Outermost points of the county at a height, for a band of one label. */
function silhouette(towns: readonly TownShape[]): Edge {
  const points = towns.flatMap((t) => [...t.d.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map((m) => ({ x: Number(m[1]), y: Number(m[2]) })));
  const middle = points.reduce((s, p) => s + p.x, 0) / Math.max(1, points.length);
  return (y) => {
    const near = points.filter((p) => Math.abs(p.y - y) < 14).map((p) => p.x);
    return near.length === 0 ? { left: middle, right: middle } : { left: Math.min(...near), right: Math.max(...near) };
  };
}
