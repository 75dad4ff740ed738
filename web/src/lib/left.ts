import type { Lang } from '../i18n/messages.ts';

export type Urgency = 'calm' | 'due' | 'over';

/** 將到期 begins at 25 % of the clock or four hours, whichever comes first in time, unless the rule says otherwise. */
export function urgency(nowMs: number, startMs: number | undefined, dueMs: number, dueSoonMs?: number): Urgency {
  const left = dueMs - nowMs;
  if (left < 0) return 'over';
  const whole = startMs === undefined ? Number.POSITIVE_INFINITY : dueMs - startMs;
  const threshold = dueSoonMs ?? Math.max(4 * 3_600_000 > whole ? 0 : 4 * 3_600_000, Number.isFinite(whole) ? whole * 0.25 : 0);
  return left <= threshold ? 'due' : 'calm';
}

/** `剩23時27分`, `剩3日14時`, `逾2日14時`. An hour and more is told as the clock on the wall counts it (at 02:40 it is 27
 *  minutes to 03:07, all through that minute); under an hour seconds are cut: nobody is told of time they don't have. */
export function timeLeft(nowMs: number, dueMs: number, language: Lang): string {
  const over = dueMs < nowMs;
  const minutes = dueMs - nowMs >= 3_600_000 ? Math.floor(dueMs / 60_000) - Math.floor(nowMs / 60_000) : Math.floor(Math.abs(dueMs - nowMs) / 60_000);
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (language === 'en') {
    const span = d >= 2 ? `${d} d ${h} h` : d * 24 + h > 0 ? `${d * 24 + h} h ${m} m` : `${m} m`;
    return over ? `${span} overdue` : `${span} left`;
  }
  // under two days hours count on (剩24時00分), so that a 24-hour clock never reads as a day
  const span = d >= 2 ? `${d}日${h}時` : d * 24 + h > 0 ? `${d * 24 + h}時${String(m).padStart(2, '0')}分` : `${m}分`;
  return `${over ? '逾' : '剩'}${span}`;
}

/** `12分鐘前` under an hour, then 今日／昨日 with the time, then the date. */
export function ago(nowMs: number, thenMs: number, language: Lang, absolute: (ms: number) => string): string {
  const minutes = Math.floor((nowMs - thenMs) / 60_000);
  if (minutes < 0 || minutes >= 60) return absolute(thenMs);
  if (minutes === 0) return language === 'zh' ? '剛剛' : 'just now';
  return language === 'zh' ? `${minutes}分鐘前` : `${minutes} min ago`;
}
