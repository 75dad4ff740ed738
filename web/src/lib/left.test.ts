import { expect, it } from 'vitest';
import { ago, timeLeft, urgency } from './left.ts';

const h = 3_600_000;
it.each([
  [23 * h + 27 * 60_000, '剩23時27分', '23 h 27 m left'],
  [24 * h, '剩24時00分', '24 h 0 m left'],
  [3 * 24 * h + 14 * h, '剩3日14時', '3 d 14 h left'],
  [59_000, '剩0分', '0 m left'],
  [-(2 * 24 * h + 14 * h), '逾2日14時', '2 d 14 h overdue'],
])('%d ms', (left, zh, en) => {
  expect(timeLeft(0, left, 'zh')).toBe(zh);
  expect(timeLeft(0, left, 'en')).toBe(en);
});

it('agrees with the clock beside it', () => {
  const at = (text: string) => Date.parse(`2026-11-23T${text}+08:00`);
  for (const now of ['02:40:00', '02:40:01', '02:40:59']) expect(timeLeft(at(now), at('02:07:00') + 24 * h, 'zh')).toBe('剩23時27分');
  expect(timeLeft(at('02:41:00'), at('02:07:00') + 24 * h, 'zh')).toBe('剩23時26分');
  expect(timeLeft(at('02:40:30'), at('03:07:00'), 'zh')).toBe('剩26分');
});

it('is due soon at a quarter of the clock or four hours', () => {
  expect(urgency(0, 0, 24 * h)).toBe('calm');
  expect(urgency(18 * h, 0, 24 * h)).toBe('due');
  expect(urgency(17.9 * h, 0, 24 * h)).toBe('calm');
  expect(urgency(25 * h, 0, 24 * h)).toBe('over');
  expect(urgency(0, 0, 2 * h)).toBe('calm');
  expect(urgency(1.6 * h, 0, 2 * h)).toBe('due');
});

it('says how long ago', () => {
  const absolute = () => '02:07';
  expect(ago(12 * 60_000, 0, 'zh', absolute)).toBe('12分鐘前');
  expect(ago(60 * 60_000, 0, 'zh', absolute)).toBe('02:07');
  expect(ago(10, 0, 'en', absolute)).toBe('just now');
});
