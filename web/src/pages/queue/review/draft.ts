import type { Decision, DecisionItem, Outcome, Report, Subject, Suggestion, SuggestionItem } from '../../../api/types.ts';

/** One line of the decision panel: what the screener is about to decide for a subject and a programme. */
export interface DraftItem {
  key: string;
  checked: boolean;
  subject_id: string;
  programme: string;
  outcome: Outcome;
  grade: string | null;
  unit_id: string | null;
  case_id: string | null;
  reason_code: string;
  note: string;
  override_reason: string;
  to_county: string;
  to_name: string;
  handed_over_at: string | null;
  same_as_report_id: string | null;
  /** What the machine proposed, to show what was changed; null for a line that a person added. */
  suggested: SuggestionItem | null;
}

export function fromSuggestion(suggestion: Suggestion): DraftItem[] {
  return suggestion.items.map((item) => ({
    key: `${item.subject_id}/${item.programme}/${item.outcome}/${item.unit?.id ?? ''}`, checked: true, subject_id: item.subject_id, programme: item.programme, outcome: item.outcome, grade: item.grade,
    unit_id: item.unit?.id ?? null, case_id: item.case_id, reason_code: '', note: '', override_reason: '', to_county: '', to_name: '', handed_over_at: null, same_as_report_id: null, suggested: item,
  }));
}

export function blank(subject: Subject, programme: string, n: number): DraftItem {
  return {
    key: `own${n}`, checked: true, subject_id: subject.id, programme, outcome: 'dispatch', grade: null, unit_id: null, case_id: null, reason_code: '', note: '', override_reason: '', to_county: '', to_name: '',
    handed_over_at: null, same_as_report_id: null, suggested: null,
  };
}

/** A suggestion that was read again keeps what the screener already changed, checked or added. */
export function refresh(before: DraftItem[], suggestion: Suggestion): DraftItem[] {
  const kept = new Map(before.map((item) => [item.key, item]));
  const fresh = fromSuggestion(suggestion);
  const keys = new Set(fresh.map((item) => item.key));
  return [...fresh.map((item) => { const old = kept.get(item.key); return old ? { ...old, suggested: item.suggested } : item; }), ...before.filter((item) => item.suggested === null && !keys.has(item.key))];
}

/** The screener's choice differs from the proposal where a reason is owed: outcome, grade or unit. */
export function overridden(item: DraftItem): boolean {
  const s = item.suggested;
  return s !== null && (item.outcome !== s.outcome || (item.grade ?? null) !== (s.grade ?? null) || (item.unit_id ?? null) !== (s.unit?.id ?? null));
}

export type Missing = 'unit' | 'grade' | 'override_reason' | 'reason' | 'to_county' | 'report' | 'case' | 'summary' | 'nothing';

export function missing(item: DraftItem, grades: string[]): Missing[] {
  const found: Missing[] = [];
  if (item.outcome === 'dispatch' && !item.unit_id) found.push('unit');
  if (item.outcome === 'dispatch' && grades.length > 0 && !item.grade) found.push('grade');
  if (item.outcome === 'notice' && !item.unit_id && !item.case_id) found.push('unit');
  if (item.outcome === 'not_dispatched' && !item.reason_code) found.push('reason');
  if (item.outcome === 'jurisdiction' && !item.to_county.trim()) found.push('to_county');
  if (item.outcome === 'same_incident' && !item.same_as_report_id) found.push('report');
  if (overridden(item) && !item.override_reason.trim()) found.push('override_reason');
  return found;
}

/** 派案 needs a de-identified summary: the receiving unit never reads the original words unless they are revealed. */
export function needsSummary(items: DraftItem[]): boolean {
  return items.some((item) => item.checked && (item.outcome === 'dispatch' || item.outcome === 'notice' || item.outcome === 'jurisdiction'));
}

/** Which word an item counts under: a notice on an open case is 在案通知. */
export function outcomeWord(item: Pick<DraftItem, 'outcome' | 'case_id'> | Pick<Decision, 'outcome' | 'case_id'>): string {
  return item.outcome === 'notice' && item.case_id ? 'in_case_notice' : item.outcome;
}

/** 派案2項、轉知2項: the button says what it will do, in the order of the panel's weight. */
export function counts(items: DraftItem[]): { word: string; n: number }[] {
  const order = ['dispatch', 'notice', 'in_case_notice', 'same_incident', 'jurisdiction', 'not_dispatched', 'advice'];
  const checked = items.filter((item) => item.checked).map(outcomeWord);
  return order.map((word) => ({ word, n: checked.filter((w) => w === word).length })).filter(({ n }) => n > 0);
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

export function toRequest(items: DraftItem[]): DecisionItem[] {
  return items.filter((item) => item.checked).map((item) => ({
    subject_id: item.subject_id, programme: item.programme, outcome: item.outcome, grade: item.outcome === 'dispatch' ? item.grade : null, unit_id: item.unit_id, case_id: item.case_id,
    reason_code: orNull(item.reason_code), note: orNull(item.note), override_reason: overridden(item) ? orNull(item.override_reason) : null, to_county: orNull(item.to_county), to_name: orNull(item.to_name),
    handed_over_at: item.handed_over_at, same_as_report_id: item.same_as_report_id, rule: item.suggested?.rule?.id ?? null,
  }));
}

/** The whole report in one outcome (不派案、同一事件、諮詢結案): one line per subject and programme of the report. */
export function wholeReport(report: Report, outcome: Outcome, more: Partial<DraftItem>): DraftItem[] {
  const subjects = report.subjects.filter((subject) => ['victim', 'client', 'child_witness', 'child', 'subject'].includes(subject.role));
  const whom = subjects.length > 0 ? subjects : report.subjects.slice(0, 1);
  return whom.flatMap((subject) => (report.kinds.length > 0 ? report.kinds : ['other']).map((programme, n) => ({ ...blank(subject, programme, n), outcome, ...more })));
}
