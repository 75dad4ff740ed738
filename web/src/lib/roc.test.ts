import { describe, expect, it } from 'vitest';
import { ageOn, hhmm, parseDate, parseTime, rocDate, rocDateTime, rocLongDate, taipeiDate, taipeiInstant } from './roc.ts';

describe('parseDate', () => {
  it.each([
    ['0750312', '1986-03-12'], ['750312', '1986-03-12'], ['75/3/12', '1986-03-12'], ['75.03.12', '1986-03-12'], ['75-3-12', '1986-03-12'],
    ['民國75年3月12日', '1986-03-12'], ['1986-03-12', '1986-03-12'], ['1986/3/12', '1986-03-12'], ['19860312', '1986-03-12'],
    ['０７５０３１２', '1986-03-12'], ['1110217', '2022-02-17'], ['113/2/29', '2024-02-29'], [' 115 / 11 / 22 ', '2026-11-22'],
  ])('%s is %s', (typed, iso) => expect(parseDate(typed)).toEqual({ ok: true, iso }));
  it.each([
    ['', 'form'], ['三月', 'form'], ['75/3', 'form'], ['75/13/1', 'calendar'], ['75/2/30', 'calendar'], ['114/2/29', 'calendar'], ['0/1/1', 'calendar'],
  ])('%s is refused: %s', (typed, why) => expect(parseDate(typed)).toEqual({ ok: false, why }));
  it('refuses a day to come', () => expect(parseDate('115/11/23', '2026-11-22')).toEqual({ ok: false, why: 'future' }));
});

it.each([['1405', '14:05'], ['905', '09:05'], ['9:05', '09:05'], ['下午2:05', '14:05'], ['２３：５９', '23:59']])('time %s is %s', (typed, time) => expect(parseTime(typed)).toBe(time));
it.each(['2400', '12:60', 'x', ''])('time %j is none', (typed) => expect(parseTime(typed)).toBeNull());

it('writes dates as the field does', () => {
  expect(rocDateTime('2026-11-22T06:05:00Z')).toBe('115/11/22（日）14:05');
  expect(rocDateTime('2026-11-22T18:07:00.000000Z', 'zh', { year: false })).toBe('11/23（一）02:07');
  expect(rocDateTime('2026-11-22T18:07:00Z', 'en')).toBe('Mon 2026-11-23 02:07');
  expect(hhmm('2026-11-22T18:07:59Z')).toBe('02:07');
  expect(rocDate('1986-03-12')).toBe('75/03/12');
  expect(rocDate('1910-05-01')).toBe('民國前2年5月1日');
  expect(rocLongDate('2026-11-22')).toBe('民國115年11月22日');
  expect(taipeiDate(Date.parse('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
  expect(taipeiInstant('2026-11-23', '02:07')).toBe('2026-11-22T18:07:00.000Z');
  expect(ageOn('2022-02-17', '2026-02-16')).toBe(3);
  expect(ageOn('2022-02-17', '2026-02-17')).toBe(4);
});
