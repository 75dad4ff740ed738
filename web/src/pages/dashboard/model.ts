/** Shapes of GET /indicators and of the records behind a figure, and the pure rules of showing them. */
import type { Instant } from '../../api/types.ts';

export interface Value { numerator: number | null; denominator: number | null; value: number | null; suppressed: boolean }
export interface Note { code: string; args: Record<string, unknown> }
export type UnitCode = 'percent' | 'reports' | 'clocks' | 'cases' | 'calls' | 'incidents' | 'posts' | 'per_thousand' | 'hours';
export interface Figure extends Partial<Value> {
  id: string; title_zh: string; title_en: string; unit: UnitCode; target: number | null; no_facts?: boolean; drill?: boolean;
  previous?: Value; trend?: (Value & { period: string })[]; notes?: Note[];
}
export interface Township { code: string; name_zh: string; name_en: string; population: number; values: Record<string, Value> }
export interface Definition { id: string; zh: string; en: string; numerator_zh: string; numerator_en: string; denominator_zh: string; denominator_en: string; window_zh?: string; window_en?: string; window?: string; source: string }
export interface Figures {
  tiles: Figure[]; more: Figure[]; by_kind?: { code: string; count: number | null; suppressed: boolean }[]; by_source?: { code: string; count: number | null; suppressed: boolean }[];
  townships: Township[]; definitions: Definition[]; period?: { from: string; to: string }; previous_period?: { from: string; to: string }; as_of: Instant;
}
export interface DrillRow { table: string; id: string; kept: boolean; number?: string | null; township?: string | null; received_at?: Instant | null; due_at?: Instant | null; dispatched_at?: Instant | null; sent_at?: Instant | null; assessed_at?: Instant | null; closed_at?: Instant | null; started_at?: Instant | null; state?: string | null;
  /** Of a figure that counts a deadline: its own, which need not be the dispatch's. */
  clock?: { due_at: Instant; stopped_at: Instant | null } }
export interface DrillPage { items: DrillRow[]; next: string | null; total: number | null; /** Not kept; they stand first. */ missed: number; hidden: number; as_of: Instant }

/** Small samples show counts first (practice.md §7). */
export const SMALL = 30;

export const isRatio = (unit: UnitCode): boolean => unit === 'percent' || unit === 'per_thousand';

/** 99.77, 6.2, 12: at most two decimals, none that say nothing; 443/444 never becomes 100. */
export function number(value: number, unit: UnitCode): string {
  if (unit === 'percent') return trim(value.toFixed(value > 99 && value < 100 ? 2 : 1));
  if (unit === 'per_thousand' || unit === 'hours') return value.toFixed(1);
  return Math.round(value).toLocaleString('en-US');
}
const trim = (s: string): string => s.replace(/\.0$/, '');

export type PeriodKey = 'month' | 'last_month' | 'quarter' | 'year' | 'last_year' | 'twelve' | 'own';
export const periodKeys: readonly PeriodKey[] = ['month', 'last_month', 'quarter', 'twelve', 'year', 'last_year', 'own'];

const iso = (y: number, m: number, d: number): string => new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10);

/** First and last day of a named period, seen from `today` (ISO, Taipei). */
export function period(key: PeriodKey, today: string): { from: string; to: string } | null {
  const [y, m] = today.split('-').map(Number) as [number, number];
  if (key === 'month') return { from: iso(y, m, 1), to: today };
  if (key === 'last_month') return { from: iso(y, m - 1, 1), to: iso(y, m, 0) };
  if (key === 'quarter') return { from: iso(y, m - 2, 1), to: today };
  if (key === 'twelve') return { from: iso(y, m - 11, 1), to: today };
  if (key === 'year') return { from: iso(y, 1, 1), to: today };
  if (key === 'last_year') return { from: iso(y - 1, 1, 1), to: iso(y - 1, 12, 31) };
  return null;
}

export function periodKeyOf(from: string | null, to: string | null, today: string): PeriodKey {
  if (!from || !to) return 'month';
  return periodKeys.find((k) => { const p = period(k, today); return p?.from === from && p.to === to; }) ?? 'own';
}

/** What a map or a sorted column goes by: the ratio where there is one, else the count; null where nothing may or can be said. */
export function measure(value: Value | undefined, unit: UnitCode): number | null {
  if (!value || value.suppressed) return null;
  return isRatio(unit) ? value.value : value.numerator;
}

export type Sort = { column: string; down: boolean };

/** Sorted copy; what cannot be said stands last in either direction. */
export function sortTownships(rows: readonly Township[], sort: Sort, unitOf: (id: string) => UnitCode): Township[] {
  const key = (t: Township): number | string | null => (sort.column === 'name' ? t.code : sort.column === 'population' ? t.population : measure(t.values[sort.column], unitOf(sort.column)));
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return x === y ? a.code.localeCompare(b.code) : x === null ? 1 : -1;
    const order = typeof x === 'string' || typeof y === 'string' ? String(x).localeCompare(String(y)) : x - y;
    return (sort.down ? -order : order) || a.code.localeCompare(b.code);
  });
}

/** One CSV cell: quoted, and a leading = + - @ or tab disarmed, because spreadsheets would run it. */
export function cell(value: string | number | null): string {
  const s = value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(s) ? `'${s}` : s;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csv = (rows: readonly (readonly (string | number | null)[])[]): string => `\uFEFF${rows.map((r) => r.map(cell).join(',')).join('\r\n')}\r\n`;

/** Whether any count of the townships was withheld from this viewer (security.md 19). */
export const hasSuppressed = (data: Pick<Figures, 'townships'>): boolean => data.townships.some((town) => Object.values(town.values).some((v) => v?.suppressed));
