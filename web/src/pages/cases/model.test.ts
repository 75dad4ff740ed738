import { describe, expect, it } from 'vitest';
import type { PersonBrief } from '../../api/types.ts';
import { actionOf, type CaseClock, type CasePage, contactBodies, type ContactDraft, contactProblems, feed, mayAssess, mayClose, openClocks, outcomesFor, people, stoppedBy } from './model.ts';

const person = (id: string): PersonBrief => ({ id, name: id, sex: null, birth_on: null, age: 4, township: null, masked: true });
const clock = (id: string, rule: string, who: string | null, due_at = '2026-11-23T18:07:00Z', state = 'open'): CaseClock => ({ id, rule, title_zh: '', title_en: '', started_at: '', due_at, stopped_at: null, state, person: who ? person(who) : null, source: '', certainty: 'A' });
const day = (iso: string | null) => ({ text: '', iso, unknown: false });
const draft = (more: Partial<ContactDraft>): ContactDraft => ({ kind: 'home_visit', sightings: {}, day: day('2026-11-23'), time: '10:50', place: '', note: '', reason: '', substitute: '', nextDay: day(null), nextTime: '', ...more });
const now = Date.parse('2026-11-23T03:31:00Z');
const at = Date.parse('2026-11-23T02:50:00Z');

describe('a contact', () => {
  it('needs somebody, a day and a time, none to come', () => {
    expect(contactProblems(draft({}), at, null, now)).toEqual(['needPerson']);
    expect(contactProblems(draft({ sightings: { a: 'seen' }, day: day(null) }), null, null, now)).toEqual(['needDay']);
    expect(contactProblems(draft({ sightings: { a: 'seen' } }), now + 3_600_000, null, now)).toEqual(['future']);
    expect(contactProblems(draft({ sightings: { a: 'seen' } }), at, null, now)).toEqual([]);
  });
  it('that did not see the child says why and when the next try is', () => {
    expect(contactProblems(draft({ sightings: { a: 'not_seen' } }), at, null, now)).toEqual(['needReason', 'needNext']);
    expect(contactProblems(draft({ sightings: { a: 'not_seen' }, reason: 'nobody_home' }), at, at - 1, now)).toEqual(['needNext']);
    expect(contactProblems(draft({ kind: 'attempt', sightings: { a: 'seen' }, reason: 'nobody_home' }), at, at + 1, now)).toEqual([]);
  });
  it('is one record a person', () => {
    const bodies = contactBodies(draft({ sightings: { a: 'seen', b: 'out', c: 'not_seen' }, reason: 'child_elsewhere', note: ' x ' }), '2026-11-23T02:50:00Z', '2026-11-23T09:00:00Z');
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toMatchObject({ person_id: 'a', face_to_face: true, not_seen_reason: null, next_try_at: null, note: 'x' });
    expect(bodies[1]).toMatchObject({ person_id: 'c', face_to_face: false, not_seen_reason: 'child_elsewhere' });
  });
  it('by telephone or as an attempt is never face to face', () => {
    for (const kind of ['phone', 'attempt']) expect(contactBodies(draft({ kind, sightings: { a: 'seen' } }), '', null)[0]?.face_to_face).toBe(false);
  });
  it('stops only the clock of the child who was seen', () => {
    const page = { clocks: [clock('1', 'grade_1_face_to_face', 'a'), clock('2', 'grade_1_face_to_face', 'b'), clock('3', 'assessment.child_1', null), clock('4', 'first_contact.child_1', null)] };
    expect(stoppedBy(page, draft({ sightings: { a: 'seen', b: 'not_seen' } })).map((c) => c.id)).toEqual(['1', '4']);
    expect(stoppedBy(page, draft({ kind: 'phone', sightings: { a: 'seen' } })).map((c) => c.id)).toEqual(['4']);
    expect(stoppedBy(page, draft({ kind: 'attempt', sightings: { a: 'seen' } }))).toEqual([]);
  });
});

it('knows what may follow', () => {
  expect([mayAssess('assessing'), mayAssess('open'), mayClose('open'), mayClose('assessing'), mayClose('closed')]).toEqual([true, false, true, false, false]);
  expect(outcomesFor('missing_search')).toEqual(['open', 'not_opened']);
  expect([actionOf('first_contact.child_1'), actionOf('assessment.other'), actionOf('countersign')]).toEqual(['contact', 'assess', null]);
});

it('lists open clocks by time', () => expect(openClocks({ clocks: [clock('late', 'x', null, '2026-12-01'), clock('gone', 'x', null, '2026-01-01', 'stopped'), clock('soon', 'x', null, '2026-11-24')] }).map((c) => c.id)).toEqual(['soon', 'late']));

it('shows a contact once though the history knows it too', () => {
  const page = { case: { person: person('a') }, participants: [{ person: person('a'), role: 'victim' }, { person: person('b'), role: 'carer' }, { person: null, role: 'x' }], contacts: [{ id: '1', happened_at: '2026-11-23' }], notes: [], history: [{ at: '2026-11-24', kind: 'case.contact', actor: null }, { at: '2026-11-22', kind: 'case.opened', actor: null }] } as unknown as CasePage;
  expect(feed(page).map((f) => f.type)).toEqual(['contact', 'event']);
  expect(people(page).map((p) => p.person.id)).toEqual(['a', 'b']);
});
