import type { PersonBrief, ReportInput, SubjectInput } from '../../api/types.ts';
import { parseTime, taipeiInstant } from '../../lib/roc.ts';
import { type DateValue, emptyDate } from '../../ui/RocDateField.tsx';
import type { Answers } from '../../ui/PackFields.tsx';

/** A report while staff write it: telephone desk and mandated reporter. Lives in memory; null is 不明, '' is 未填. */
export interface SubjectDraft {
  key: number; role: string; name: string | null; nickname: string; id_no: string | null; birth: DateValue; age: string; sex: string; phone: string | null; address: string | null; township: string; school: string; language: string; indigenous: string; disability: string; nationality: string;
  /** The register person a lookup filled this from; identity is decided in the review, never here. */
  lookedUp: string | null;
}
export interface DeskDraft {
  narrative: string; danger: '' | 'yes' | 'no' | 'unknown'; kinds: string[]; subjects: SubjectDraft[]; township: string; village: string; place: string | null;
  happenedOn: DateValue; happenedTime: string; knownOn: DateValue; knownTime: string; source: string; external_no: string;
  reporterClass: string; reporterName: string; reporterUnit: string; reporterTitle: string; reporterPhone: string; anonymous: boolean; replyWanted: boolean; answers: Answers;
}

let keys = 0;
export function newSubject(role = 'victim'): SubjectDraft {
  return { key: ++keys, role, name: '', nickname: '', id_no: '', birth: emptyDate, age: '', sex: '', phone: '', address: '', township: '', school: '', language: '', indigenous: '', disability: '', nationality: '', lookedUp: null };
}

export function emptyDesk(): DeskDraft {
  return {
    narrative: '', danger: '', kinds: [], subjects: [newSubject()], township: '', village: '', place: '', happenedOn: emptyDate, happenedTime: '', knownOn: emptyDate, knownTime: '', source: '', external_no: '',
    reporterClass: '', reporterName: '', reporterUnit: '', reporterTitle: '', reporterPhone: '', anonymous: false, replyWanted: false, answers: {},
  };
}

const some = (text: string | null): text is string => text !== null && text.trim() !== '';
const orNull = (text: string | null): string | null => (some(text) ? text.trim() : null);

export const hasClue = (s: SubjectDraft): boolean => some(s.name) || some(s.nickname) || some(s.id_no) || s.birth.iso !== null || some(s.phone) || some(s.address) || some(s.school) || some(s.age);
export const isTouched = (draft: DeskDraft): boolean => some(draft.narrative) || draft.danger !== '' || draft.subjects.some(hasClue) || draft.kinds.length > 0;

export type DeskProblem = { id: string; key: 'needStory' | 'needClue' | 'needPlace' | 'needDanger' | 'badTime' | 'badDate' | 'badAge' };

/** What the form must have: any clue to a person, a place, what happened, and an answer on danger (不明 is one). */
export function problems(draft: DeskDraft): DeskProblem[] {
  const found: DeskProblem[] = [];
  if (!some(draft.narrative)) found.push({ id: 'desk-story', key: 'needStory' });
  if (draft.danger === '') found.push({ id: 'desk-danger', key: 'needDanger' });
  if (!draft.subjects.some(hasClue)) found.push({ id: `name-${draft.subjects[0]!.key}`, key: 'needClue' });
  for (const s of draft.subjects) if (some(s.age) && age(s) === null) found.push({ id: `age-${s.key}`, key: 'badAge' });
  for (const s of draft.subjects) if (s.birth.text.trim() !== '' && s.birth.iso === null) found.push({ id: `birth-${s.key}`, key: 'badDate' });
  if (!draft.township && !some(draft.place)) found.push({ id: 'desk-township', key: 'needPlace' });
  if (some(draft.happenedTime) && parseTime(draft.happenedTime) === null) found.push({ id: 'desk-happened-time', key: 'badTime' });
  if (some(draft.knownTime) && parseTime(draft.knownTime) === null) found.push({ id: 'desk-known-time', key: 'badTime' });
  return found;
}

function age(s: SubjectDraft): number | null {
  const n = Number(s.age.normalize('NFKC').replace(/[歲約\s]/gu, ''));
  return some(s.age) && Number.isInteger(n) && n >= 0 && n <= 130 ? n : null;
}

function moment(on: DateValue, time: string): string | null {
  const hhmm = parseTime(time);
  return on.iso !== null && hhmm !== null ? taipeiInstant(on.iso, hhmm) : null;
}

function subject(s: SubjectDraft): SubjectInput {
  return {
    role: s.role, name: orNull(s.name), nickname: orNull(s.nickname), id_no: orNull(s.id_no), birth_on: s.birth.iso, age_estimated: age(s), sex: s.sex || null, phone: orNull(s.phone), address: orNull(s.address),
    township: s.township || null, school: orNull(s.school), language: s.language || null, indigenous: s.indigenous || null, disability: s.disability || null, nationality: s.nationality || null,
  };
}

/** What is sent. At the desk the county received the report when the call began, and the caller reported it then. */
export function toReport(draft: DeskDraft, at: { receivedAt: string } | null, asked?: readonly string[]): ReportInput {
  return {
    kinds: draft.kinds, immediate_danger: draft.danger === 'yes' ? true : draft.danger === 'no' ? false : null,
    happened_at: moment(draft.happenedOn, draft.happenedTime), known_at: moment(draft.knownOn, draft.knownTime),
    ...(at ? { received_at: at.receivedAt, reported_at: at.receivedAt, ...(draft.source ? { source: draft.source } : {}), external_no: orNull(draft.external_no) } : {}),
    township: draft.township || null, village: draft.village || null, place: orNull(draft.place), narrative: draft.narrative.trim(),
    reporter: { class: draft.reporterClass || null, name: orNull(draft.reporterName), unit: orNull(draft.reporterUnit), title: orNull(draft.reporterTitle), phone: orNull(draft.reporterPhone), anonymous: draft.anonymous, reply_wanted: draft.replyWanted },
    subjects: draft.subjects.filter((s, i) => i === 0 || hasClue(s)).map(subject), answers: asked === undefined ? draft.answers : Object.fromEntries(Object.entries(draft.answers).filter(([code]) => asked.includes(code))),
  };
}

/** A lookup fills what is empty and never overwrites what the caller said. */
export function fillFrom(s: SubjectDraft, person: PersonBrief): SubjectDraft {
  return {
    ...s, lookedUp: person.id, name: some(s.name) || person.masked ? s.name : person.name, sex: s.sex || (person.sex ?? ''), township: s.township || (person.township ?? ''),
    birth: s.birth.iso !== null || person.birth_on === null ? s.birth : { text: person.birth_on, iso: person.birth_on, unknown: false },
  };
}

/** `03:12` since the call began; hours only when there are any. */
export function callTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}
