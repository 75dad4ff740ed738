/**
 * A timeline of lanes over a span of years. Pure: values in, pixel positions out. Marks of one lane that would
 * cover each other go to further rows of that lane, and a label goes where there is room: inside its bar,
 * right of its mark, left of it, else it is left to the list form.
 */
import { textWidth } from '../svg/text.ts';

export interface TimelineItem {
  id: string;
  lane: string;
  /** ISO date or instant. */
  from: string;
  /** null: goes on today. Absent: a moment. */
  until?: string | null;
  label: string;
  tone: 'plain' | 'doing' | 'danger' | 'lock' | 'done';
}

export interface Lane { id: string; label: string }

export interface PlacedItem {
  item: TimelineItem;
  x: number;
  /** 0 for a moment. */
  width: number;
  y: number;
  label: { x: number; anchor: 'start' | 'end'; inside: boolean } | null;
}

export interface PlacedLane { lane: Lane; y: number; height: number }

export interface TimelineLayout {
  height: number;
  lanes: PlacedLane[];
  items: PlacedItem[];
  years: { x: number; year: number }[];
}

interface Options { width: number; gutter: number; from: string; until: string }

export const LANE = 24;
const TEXT = 14;
const MARK = 10;
const DAY = 86_400_000;

const time = (iso: string): number => Date.parse(iso.length === 10 ? `${iso}T00:00:00+08:00` : iso);

export function layoutTimeline(lanes: readonly Lane[], items: readonly TimelineItem[], o: Options): TimelineLayout {
  const [t0, t1] = [time(o.from), time(o.until)];
  const scale = (t: number): number => o.gutter + ((Math.min(t1, Math.max(t0, t)) - t0) / Math.max(DAY, t1 - t0)) * (o.width - o.gutter - 8);
  const placed: PlacedItem[] = [];
  const rows: PlacedLane[] = [];
  let y = 0;
  for (const lane of lanes) {
    const here = items
      .filter((i) => i.lane === lane.id && time(i.from) <= t1 && (i.until === undefined ? time(i.from) : i.until === null ? t1 : time(i.until)) >= t0)
      .sort((a, b) => a.from.localeCompare(b.from) || a.id.localeCompare(b.id));
    const used = placeLane(here, scale, t1, y, o, placed);
    rows.push({ lane, y, height: Math.max(1, used) * LANE });
    y += Math.max(1, used) * LANE;
  }
  return { height: y + 22, lanes: rows, items: placed, years: yearMarks(o, t0, t1, scale) };
}

interface Taken { x0: number; x1: number }

const clash = (row: readonly Taken[], box: Taken): boolean => row.some((b) => b.x1 > box.x0 + 1 && b.x0 < box.x1 - 1);
const MOST_ROWS = 4;

/** Bars first, each in the highest row that is free; then marks, the newest first, in the first row that has room for the words too. */
function placeLane(here: readonly TimelineItem[], scale: (t: number) => number, t1: number, top: number, o: Options, out: PlacedItem[]): number {
  const rows: Taken[][] = [];
  const row = (i: number): Taken[] => (rows[i] ??= []);
  const put = (item: TimelineItem, x: number, width: number, i: number, label: PlacedItem['label']): void => {
    out.push({ item, x, width, y: top + i * LANE + LANE / 2, label });
  };
  const bars = here.flatMap((item) => {
    if (item.until === undefined) return [];
    const x = scale(time(item.from));
    const end = Math.max(x + 4, scale(item.until === null ? t1 : time(item.until)));
    let i = 0;
    while (clash(row(i), { x0: x, x1: end })) i++;
    row(i).push({ x0: x, x1: end });
    return [{ item, x, width: end - x, i }];
  });
  for (const b of bars) put(b.item, b.x, b.width, b.i, barLabel(b, row(b.i), o));
  const marks = here.filter((item) => item.until === undefined).reverse();
  for (const item of marks) {
    const x = scale(time(item.from));
    const mark = { x0: x - MARK / 2 - 1, x1: x + MARK / 2 + 1 };
    let i = 0;
    while (i < MOST_ROWS && (clash(row(i), mark) || sideLabel(item.label, mark, [...row(i), mark], o) === null)) i++;
    if (i === MOST_ROWS) i = Math.max(0, [0, 1, 2, 3].findIndex((k) => !clash(row(k), mark)));
    row(i).push(mark);
    put(item, x, 0, i, sideLabel(item.label, mark, row(i), o, true));
  }
  return rows.filter((r) => r.length > 0).length;
}

function barLabel(b: { item: TimelineItem; x: number; width: number }, taken: Taken[], o: Options): PlacedItem['label'] {
  if (b.width > textWidth(b.item.label, TEXT) + 12) return { x: b.x + 6, anchor: 'start', inside: true };
  return sideLabel(b.item.label, { x0: b.x, x1: b.x + b.width }, taken, o, true);
}

function sideLabel(text: string, box: Taken, taken: Taken[], o: Options, take = false): PlacedItem['label'] {
  const room = textWidth(text, TEXT) + 4;
  const spots = [
    { span: { x0: box.x1 + 4, x1: box.x1 + 4 + room }, x: box.x1 + 4, anchor: 'start' as const },
    { span: { x0: box.x0 - 4 - room, x1: box.x0 - 4 }, x: box.x0 - 4, anchor: 'end' as const },
  ];
  const spot = spots.find((s) => s.span.x0 >= o.gutter - 4 && s.span.x1 <= o.width && !clash(taken, s.span));
  if (!spot) return null;
  if (take) taken.push(spot.span);
  return { x: spot.x, anchor: spot.anchor, inside: false };
}

function yearMarks(o: Options, t0: number, t1: number, scale: (t: number) => number): TimelineLayout['years'] {
  const marks: TimelineLayout['years'] = [];
  for (let year = Number(o.from.slice(0, 4)) + 1; time(`${year}-01-01`) <= t1; year++) if (time(`${year}-01-01`) >= t0) marks.push({ x: scale(time(`${year}-01-01`)), year: year - 1911 });
  return marks;
}
