/** Geometry of a sparkline: a line broken where a period has no value, its two ends labelled. Pure. */
import { px, textWidth } from '../svg/text.ts';

export interface SparkShape {
  path: string;
  /** Single points between two gaps, which a line cannot show. */
  dots: { x: number; y: number }[];
  first: End | null;
  last: End | null;
}

export interface End { x: number; y: number; labelX: number; labelY: number; text: string }

interface Options { width: number; height: number; format: (value: number) => string; target?: number }

const TICK = 13;
const PAD = 4;

export function sparkShape(values: readonly (number | null)[], { width, height, format }: Options): SparkShape {
  const known = values.flatMap((v, i) => (v === null ? [] : [{ v, i }]));
  const [head, tail] = [known[0], known[known.length - 1]];
  if (!head || !tail) return { path: '', dots: [], first: null, last: null };
  const [lo, hi] = [Math.min(...known.map((k) => k.v)), Math.max(...known.map((k) => k.v))];
  const room = { left: textWidth(format(head.v), TICK) + 8, right: textWidth(format(tail.v), TICK) + 10 };
  const step = values.length > 1 ? (width - room.left - room.right) / (values.length - 1) : 0;
  const x = (i: number): number => room.left + i * step;
  // A flat line lies in the middle; it has no highest value to show.
  const y = (v: number): number => (hi === lo ? height / 2 : PAD + (1 - (v - lo) / (hi - lo)) * (height - 2 * PAD));
  let path = '';
  const dots: { x: number; y: number }[] = [];
  values.forEach((v, i) => {
    if (v === null) return;
    const starts = (values[i - 1] ?? null) === null;
    if (starts && (values[i + 1] ?? null) === null && known.length > 1) dots.push({ x: x(i), y: y(v) });
    path += `${starts ? 'M' : 'L'}${px(x(i))} ${px(y(v))}`;
  });
  const level = (v: number): number => Math.min(height - 2, Math.max(TICK - 2, y(v) + 4.5));
  return {
    path,
    dots,
    first: { x: x(head.i), y: y(head.v), labelX: x(head.i) - 5, labelY: level(head.v), text: format(head.v) },
    last: { x: x(tail.i), y: y(tail.v), labelX: x(tail.i) + 7, labelY: level(tail.v), text: format(tail.v) },
  };
}
