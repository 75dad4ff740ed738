import { describe, expect, it } from 'vitest';
import type { Household, Member, Relationship } from '../../api/types.ts';
import { closedDays, countedReports, familyName, servicesByNetwork, timelineItems, toGenogram } from './family.ts';

const member = (id: string, name: string, sex: 'male' | 'female', birth: string, more: Partial<Member> = {}): Member => ({
  person: { id, name, sex, birth_on: birth, age: 8, township: null, masked: true }, role: 'child', household_id: 'h1', involvement: [], link: null, deceased_on: null, indigenous: null, language: null, ...more,
});
const rel = (from: string, to: string, kind: string, from_on: string | null = null, until_on: string | null = null): Relationship => ({ from, to, kind, from_on, until_on });
const home = (id: string) => ({ id, overlay: 'co_residence', township: '10004020', village: null, address: null, checked_on: null, income_class: null });
const words = { note: () => '', home: (h: { id: string }, n: number) => `${h.id} ${n}` };

const members = [member('m', '張○雯', 'female', '2000-02-11', { involvement: [{ code: 'victim', args: {} }] }), member('f', '徐○豪', 'male', '1995-03-05'), member('d', '張○妤', 'female', '2018-04-20'), member('s', '張○群', 'male', '2018-04-20'), member('g', '田○妹', 'female', '1967-09-30', { household_id: 'h2' })];
const relationships = [rel('f', 'm', 'spouse', '2021-12-20'), rel('m', 'f', 'spouse'), rel('f', 's', 'parent'), rel('m', 's', 'parent'), rel('m', 'd', 'parent'), rel('f', 'd', 'parent'), rel('g', 'm', 'parent'), rel('f', 'm', 'violence')];
const page = { household: home('h1'), related: [home('h2'), home('h3')], members, relationships };

describe('toGenogram', () => {
  const g = toGenogram(page, words);
  it('draws a couple recorded from both sides once, with the year that is known', () => expect(g.unions).toEqual([{ a: 'f', b: 'm', kind: 'married', since: 110 }]));
  it('gives a child both parents', () => expect(g.descents.find((d) => d.child === 's')?.parents).toEqual(['f', 'm']));
  it('knows twins by parents and day', () => expect(g.persons.filter((p) => p.twinGroup).map((p) => p.id)).toEqual(['d', 's']));
  it('keeps the direction of violence', () => expect(g.relations).toEqual([{ from: 'f', to: 'm', kind: 'violence' }]));
  it('marks the subject', () => expect(g.persons.filter((p) => p.index).map((p) => p.id)).toEqual(['m']));
  it('draws no outline for a household of which no member is shown', () => expect(g.households.map((h) => h.label)).toEqual(['h1 4', 'h2 1']));
  it('turns an ended marriage into a divorce', () => expect(toGenogram({ ...page, relationships: [rel('f', 'm', 'spouse', '2004-01-01', '2014-01-01')] }, words).unions[0]).toMatchObject({ kind: 'divorced', since: 93, until: 103 }));
});

it('finds the family name through the masks', () => {
  expect(familyName(members)).toBe('張');
  expect(familyName([member('x', '歐陽○○', 'male', '2000-01-01')])).toBe('歐陽');
  expect(familyName([member('x', 'L. N.', 'male', '2000-01-01')])).toBeNull();
});

const report = (received_at: string, finding: string | null, closed_at: string | null = null): Household['reports'][number] =>
  ({ id: received_at, report_no: '', received_at, kinds: [], source: '', subject: null, finding, counts: finding !== 'not_found', after: { opened_at: null, closed_at, goals: null, goals_met: null, state: null } });

it('does not count 查無 and duplicates', () => {
  const now = Date.parse('2026-11-23T00:00:00Z');
  expect(countedReports([report('2026-06-18T00:00:00Z', 'substantiated'), report('2026-02-14T00:00:00Z', null), report('2026-03-01T00:00:00Z', 'not_found'), report('2025-01-01T00:00:00Z', null)], now)).toBe(2);
  expect(closedDays([report('2026-06-18T00:00:00Z', null, '2026-11-09T09:00:00Z')], now)).toBe(14);
  expect(closedDays([], now)).toBeNull();
});

it('orders networks as they are read and running services first', () => {
  const service = (network: string, until_on: string | null) => ({ network, state: '', what: network + (until_on ?? ''), restricted: null, unit: null, account: null, phone: null, from_on: '2020-01-01', until_on });
  const groups = servicesByNetwork([service('health', null), service('protection', '2021-01-01'), service('protection', null)]);
  expect(groups.map((g) => g.network)).toEqual(['protection', 'health']);
  expect(groups[0]?.services.map((s) => s.until_on)).toEqual([null, '2021-01-01']);
});

it('shows a report as a moment and what is restricted as such', () => {
  const items = timelineItems([
    { lane: 'protection', kind: 'report', from_on: '2026-11-23', until_on: null, args: {}, restricted: null },
    { lane: 'health', kind: 'service', from_on: '2024-08-01', until_on: null, args: {}, restricted: 'existence' },
    { lane: 'health', kind: 'service', from_on: null, until_on: null, args: {}, restricted: null },
    { lane: 'health', kind: 'service', from_on: '2024-08-01', until_on: null, args: {}, restricted: 'existence' },
  ], () => '', '2026-11-01');
  expect(items).toHaveLength(2);
  expect(items[0]).toMatchObject({ tone: 'danger' });
  expect(items[0]).not.toHaveProperty('until');
  expect(items[1]).toMatchObject({ tone: 'lock', until: null });
});
