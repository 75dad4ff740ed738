import { describe, expect, it } from 'vitest';
import { cell, csv, measure, number, period, periodKeyOf, sortTownships, type Township, type Value, hasSuppressed } from './model.ts';

it('never rounds a missed one away', () => {
  expect(number((443 / 444) * 100, 'percent')).toBe('99.77');
  expect(number((38 / 612) * 100, 'percent')).toBe('6.2');
  expect(number(100, 'percent')).toBe('100');
  expect(number(88, 'percent')).toBe('88');
  expect(number(11.9, 'per_thousand')).toBe('11.9');
  expect(number(6942, 'reports')).toBe('6,942');
});

describe('period', () => {
  it('names the usual ones', () => {
    expect(period('month', '2026-11-23')).toEqual({ from: '2026-11-01', to: '2026-11-23' });
    expect(period('last_month', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(period('twelve', '2026-11-23')).toEqual({ from: '2025-12-01', to: '2026-11-23' });
    expect(period('last_year', '2026-01-05')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
  });
  it('recognises them again in an address', () => {
    expect(periodKeyOf('2026-11-01', '2026-11-23', '2026-11-23')).toBe('month');
    expect(periodKeyOf('2026-11-02', '2026-11-23', '2026-11-23')).toBe('own');
    expect(periodKeyOf(null, null, '2026-11-23')).toBe('month');
  });
});

const v = (numerator: number | null, value: number | null, suppressed = false): Value => ({ numerator, denominator: null, value, suppressed });
const town = (code: string, value: Value): Township => ({ code, name_zh: code, name_en: code, population: 1, values: { x: value } });

it('puts what cannot be said last, whichever way one sorts', () => {
  const rows = [town('a', v(null, null, true)), town('b', v(9, 9)), town('c', v(2, 2))];
  const order = (down: boolean) => sortTownships(rows, { column: 'x', down }, () => 'reports').map((t) => t.code).join('');
  expect(order(true)).toBe('bca');
  expect(order(false)).toBe('cba');
  expect(measure(v(3, 30), 'percent')).toBe(30);
  expect(measure(v(3, 30), 'reports')).toBe(3);
});

it('writes CSV that no spreadsheet runs', () => {
  expect(cell('=1+1')).toBe("'=1+1");
  expect(cell(-5)).toBe('-5');
  expect(cell('a"b,c')).toBe('"a""b,c"');
  expect(csv([['鄉', 1], [null, 'x']])).toBe('\uFEFF鄉,1\r\n,x\r\n');
});

it('says that counts are withheld only to those from whom they are', () => {
  const town = (suppressed: boolean) => ({ townships: [{ code: '10004010', name_zh: '竹北市', name_en: 'Zhubei City', population: 10, values: { reports: { numerator: suppressed ? null : 2, denominator: null, value: null, suppressed } } }] });
  expect(hasSuppressed(town(true))).toBe(true);
  expect(hasSuppressed(town(false))).toBe(false);
});
