import { describe, expect, it } from 'vitest';
import type { Report, Subject, Suggestion, SuggestionItem } from '../../../api/types.ts';
import { blank, counts, fromSuggestion, missing, needsSummary, overridden, refresh, toRequest, wholeReport } from './draft.ts';

const unit = { id: 'u1', code: 'protection', name: '家防中心', network: 'social', phone: null };
const suggested = (more: Partial<SuggestionItem> = {}): SuggestionItem => ({
  subject_id: 's1', programme: 'child_protection', outcome: 'dispatch', grade: 'grade_1', unit, case_id: null, worker_on_duty: null, lead: null, due: [], reasons: [], rule: null, ...more,
});
const suggestion = (...items: SuggestionItem[]): Suggestion => ({ items, same_incident: null, direct: true });
const son = { id: 's1', role: 'victim' } as Subject;

it('starts from the proposal, all chosen', () => {
  const draft = fromSuggestion(suggestion(suggested(), suggested({ outcome: 'notice', grade: null })));
  expect(draft.map((d) => d.checked)).toEqual([true, true]);
  expect(overridden(draft[0]!)).toBe(false);
  expect(counts(draft)).toEqual([{ word: 'dispatch', n: 1 }, { word: 'notice', n: 1 }]);
});

it('counts a notice on an open case apart', () => {
  const draft = fromSuggestion(suggestion(suggested({ outcome: 'notice', case_id: 'c1' })));
  expect(counts(draft)).toEqual([{ word: 'in_case_notice', n: 1 }]);
});

it('asks for a reason when grade, unit or outcome differ', () => {
  const [item] = fromSuggestion(suggestion(suggested()));
  const changed = { ...item!, grade: 'grade_2' };
  expect(overridden(changed)).toBe(true);
  expect(missing(changed, ['grade_1', 'grade_2'])).toEqual(['override_reason']);
  expect(missing({ ...changed, override_reason: '已就醫' }, ['grade_1'])).toEqual([]);
  expect(toRequest([{ ...changed, override_reason: ' 已就醫 ' }])[0]).toMatchObject({ grade: 'grade_2', override_reason: '已就醫' });
});

describe('what is still missing', () => {
  const base = blank(son, 'child_protection', 1);
  it('a unit and a grade for a dispatch', () => expect(missing(base, ['grade_1'])).toEqual(['unit', 'grade']));
  it('no grade where the programme has none', () => expect(missing({ ...base, unit_id: 'u' }, [])).toEqual([]));
  it('a reason for not dispatching', () => expect(missing({ ...base, outcome: 'not_dispatched' }, [])).toEqual(['reason']));
  it('a county for jurisdiction', () => expect(missing({ ...base, outcome: 'jurisdiction' }, [])).toEqual(['to_county']));
});

it('keeps changes when the proposal is read again, and takes new lines', () => {
  const before = fromSuggestion(suggestion(suggested())).map((item) => ({ ...item, checked: false }));
  const after = refresh([...before, blank(son, 'suicide', 1)], suggestion(suggested(), suggested({ subject_id: 's2' })));
  expect(after.map((d) => [d.subject_id, d.programme, d.checked])).toEqual([['s1', 'child_protection', false], ['s2', 'child_protection', true], ['s1', 'suicide', true]]);
});

it('sends only what is chosen, and no grade with a notice', () => {
  const items = fromSuggestion(suggestion(suggested({ outcome: 'notice' }), suggested({ subject_id: 's2' }))).map((item, i) => ({ ...item, checked: i === 0 }));
  expect(toRequest(items)).toHaveLength(1);
  expect(toRequest(items)[0]!.grade).toBeNull();
  expect(needsSummary(items)).toBe(true);
});

it('covers every person in need and every programme when the whole report is decided', () => {
  const report = { kinds: ['child_protection', 'vulnerable_family'], subjects: [son, { id: 's2', role: 'respondent' }] } as Report;
  expect(wholeReport(report, 'not_dispatched', { reason_code: 'not_found' }).map((i) => `${i.subject_id}/${i.programme}`)).toEqual(['s1/child_protection', 's1/vulnerable_family']);
});
