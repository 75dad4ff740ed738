/** ROC calendar at the edge of the screen. Inside and over the wire dates are ISO (`YYYY-MM-DD`), instants ISO UTC. */
const taipeiOffset = 8 * 3_600_000; // Asia/Taipei has had no daylight saving since 1980; instants on screen are later than that
const weekdays = ['日', '一', '二', '三', '四', '五', '六'];
const weekdaysEn = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export interface Wall { year: number; month: number; day: number; hour: number; minute: number; weekday: number }

/** The wall clock in Taipei at an instant (ms since 1970). */
export function wall(ms: number): Wall {
  const d = new Date(ms + taipeiOffset);
  return { year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate(), hour: d.getUTCHours(), minute: d.getUTCMinutes(), weekday: d.getUTCDay() };
}

const two = (n: number) => String(n).padStart(2, '0');

export function instant(iso: string): number {
  return Date.parse(iso);
}

/** `02:07` in Taipei. */
export function hhmm(iso: string): string {
  const w = wall(instant(iso));
  return `${two(w.hour)}:${two(w.minute)}`;
}

/** `115/11/22（日）14:05`, or in English `Sun 2026-11-22 14:05`. Parts can be left out. */
export function rocDateTime(iso: string, language: 'zh' | 'en' = 'zh', parts: { year?: boolean; time?: boolean } = {}): string {
  const w = wall(instant(iso));
  const time = parts.time === false ? '' : `${two(w.hour)}:${two(w.minute)}`;
  if (language === 'en') {
    const date = parts.year === false ? `${two(w.month)}-${two(w.day)}` : `${w.year}-${two(w.month)}-${two(w.day)}`;
    return `${weekdaysEn[w.weekday]} ${date} ${time}`.trim();
  }
  const date = `${two(w.month)}/${two(w.day)}（${weekdays[w.weekday]}）`;
  return `${parts.year === false ? '' : `${w.year - 1911}/`}${date}${time}`;
}

/** An ISO date on screen: `75/03/12`, in English the ISO date itself. */
export function rocDate(isoDate: string, language: 'zh' | 'en' = 'zh'): string {
  if (language === 'en') return isoDate;
  const [y, m, d] = isoDate.split('-').map(Number) as [number, number, number];
  return y > 1911 ? `${y - 1911}/${two(m)}/${two(d)}` : `民國前${1912 - y}年${m}月${d}日`;
}

/** `民國115年11月22日`, for documents. */
export function rocLongDate(isoDate: string): string {
  const [y, m, d] = isoDate.split('-').map(Number) as [number, number, number];
  return y > 1911 ? `民國${y - 1911}年${m}月${d}日` : `民國前${1912 - y}年${m}月${d}日`;
}

/** The ISO date in Taipei at an instant. */
export function taipeiDate(ms: number): string {
  const w = wall(ms);
  return `${w.year}-${two(w.month)}-${two(w.day)}`;
}

/** An ISO instant for a date and time of day in Taipei. */
export function taipeiInstant(isoDate: string, time: string): string {
  return new Date(Date.parse(`${isoDate}T${time}:00Z`) - taipeiOffset).toISOString();
}

/** Whole years between a birth date and a day. */
export function ageOn(birth: string, day: string): number {
  const [by, bm, bd] = birth.split('-').map(Number) as [number, number, number];
  const [y, m, d] = day.split('-').map(Number) as [number, number, number];
  return y - by - (m < bm || (m === bm && d < bd) ? 1 : 0);
}

export type ParsedDate = { ok: true; iso: string } | { ok: false; why: 'form' | 'calendar' | 'future' };

function exists(y: number, m: number, d: number): boolean {
  const date = new Date(Date.UTC(y, m - 1, d));
  return date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
}

/** Reads what people type: `0750312`, `750312`, `75/3/12`, `75.3.12`, `75年3月12日`, `民國75年3月12日`, `1986-03-12`, `19860312`;
 *  full-width digits too. A three-digit or shorter year is ROC. `latest` (ISO) refuses later dates. */
export function parseDate(text: string, latest?: string): ParsedDate {
  const clean = text.normalize('NFKC').trim().replace(/^(民國|中華民國)/u, '').replace(/\s+/g, '');
  const split = /^(\d{1,4})[/.\-年](\d{1,2})[/.\-月](\d{1,2})日?$/u.exec(clean) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(clean) ?? /^(\d{2,3})(\d{2})(\d{2})$/.exec(clean);
  if (!split) return { ok: false, why: 'form' };
  const typed = Number(split[1]);
  const year = split[1]!.length === 4 && typed > 1800 ? typed : typed + 1911;
  const [month, day] = [Number(split[2]), Number(split[3])];
  if (typed === 0 || !exists(year, month, day)) return { ok: false, why: 'calendar' };
  const iso = `${year}-${two(month)}-${two(day)}`;
  if (latest !== undefined && iso > latest) return { ok: false, why: 'future' };
  return { ok: true, iso };
}

/** Reads `1405`, `14:05`, `905`, `9:05`, `下午2:05`; null if it is no time of day. */
export function parseTime(text: string): string | null {
  const clean = text.normalize('NFKC').trim().replace(/\s+/g, '');
  const found = /^(上午|下午|凌晨|晚上)?(\d{1,2}):?(\d{2})$/u.exec(clean) ?? /^(上午|下午|凌晨|晚上)?(\d{1,2})[時點](\d{1,2})分?$/u.exec(clean);
  if (!found) return null;
  let hour = Number(found[2]);
  const minute = Number(found[3]);
  if ((found[1] === '下午' || found[1] === '晚上') && hour < 12) hour += 12;
  return hour > 23 || minute > 59 ? null : `${two(hour)}:${two(minute)}`;
}
