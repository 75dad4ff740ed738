import { expect, it } from 'vitest';
import type { Role } from '../api/types.ts';
import { barFor, nav, navFor } from './nav.ts';

const people: Role[][] = [['mandated_reporter'], ['screener'], ['duty_worker', 'social_worker'], ['social_worker'], ['supervisor'], ['county_coordinator'], ['auditor'], ['administrator'], ['screener', 'duty_worker', 'supervisor', 'county_coordinator', 'administrator']];

it.each(people)('the bar of a tablet holds five entries at the most, none lost: %s %s', (...roles) => {
  const items = navFor(roles.filter(Boolean));
  const { shown, more } = barFor(items);
  // beside them stand 更多, or help and oneself
  expect(shown.length + (more.length > 0 ? 1 : 2)).toBeLessThanOrEqual(5);
  expect([...shown, ...more].toSorted((a, b) => nav.indexOf(a) - nav.indexOf(b))).toEqual(items);
  expect(shown, 'the order of the rail').toEqual(items.filter((item) => shown.includes(item)));
});
it('holds what a role opens most', () => {
  const bar = (...roles: Role[]) => barFor(navFor(roles)).shown.map((item) => item.label);
  expect(bar('screener')).toEqual(['queue', 'phone', 'people', 'handover']);
  expect(bar('duty_worker', 'social_worker')).toEqual(['queue', 'work', 'cases', 'phone']);
  expect(bar('supervisor')).toEqual(['queue', 'work', 'board', 'cases']);
});
