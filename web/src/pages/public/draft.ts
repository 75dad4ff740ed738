/**
 * The public report while it is being written. It lives in memory only: no storage, no address, no cookie carries
 * a word of it. `null` is 不明 (said to be unknown), '' is not filled in.
 */
import type { ReportInput, SubjectInput } from '../../api/types.ts';
import { parseTime, taipeiDate, taipeiInstant } from '../../lib/roc.ts';

export type Step = 'danger' | 'subjects' | 'story' | 'details' | 'where' | 'reporter' | 'check';
export const steps: readonly Step[] = ['danger', 'subjects', 'story', 'details', 'where', 'reporter', 'check'];

export type PublicRole = 'victim' | 'respondent' | 'child_witness' | 'household_member';
export const publicRoles: readonly PublicRole[] = ['victim', 'respondent', 'child_witness', 'household_member'];

export interface SubjectDraft {
  key: number;
  role: PublicRole;
  name: string | null;
  sex: '' | 'female' | 'male' | 'unknown';
  age: string | null;
  clue: string;
  phone: string;
  school: string;
}

export type WhenKind = '' | 'now' | 'today' | 'day' | 'unknown';
/** Codes of the list `reporter_class`. */
export const reporterClasses = ['self', 'family', 'neighbour', 'other'] as const;
export type ReporterClass = (typeof reporterClasses)[number];

export interface Draft {
  danger: '' | 'yes' | 'no' | 'unknown';
  subjects: SubjectDraft[];
  kinds: string[];
  narrative: string;
  township: string;
  /** Its code; the server keeps the name. */
  village: string;
  place: string;
  when: WhenKind;
  day: { text: string; iso: string | null; unknown: boolean };
  time: string;
  reporterClass: '' | ReporterClass;
  anonymous: '' | 'yes' | 'no';
  reporterName: string;
  reporterPhone: string;
  reply: boolean;
  /** Answers to the questions of the chosen kinds, by field code. */
  answers: Record<string, unknown>;
  /** Left empty by people; robots fill it. */
  website: string;
}

let keys = 0;
export const newSubject = (role: PublicRole = 'victim'): SubjectDraft => ({ key: ++keys, role, name: '', sex: '', age: '', clue: '', phone: '', school: '' });

export const emptyDraft = (): Draft => ({
  danger: '', subjects: [newSubject()], kinds: [], narrative: '', township: '', village: '', place: '', when: '', day: { text: '', iso: null, unknown: false }, time: '',
  reporterClass: '', anonymous: '', reporterName: '', reporterPhone: '', reply: false, answers: {}, website: '',
});

export type FieldProblem = { id: string; key: 'needDanger' | 'needClue' | 'badAge' | 'needStory' | 'needPlace' | 'needAnonymous' | 'needReply' | 'badTime' | 'badDay' };

const filled = (s: string | null): boolean => s !== null && s.trim() !== '';
/** A person may stay unknown, but something must let a worker look for them. */
export const hasClue = (s: SubjectDraft): boolean => filled(s.name) || filled(s.clue) || filled(s.phone) || filled(s.school) || filled(s.age);

export function problemsOf(draft: Draft, step: Step): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (step === 'danger' && draft.danger === '') problems.push({ id: 'danger', key: 'needDanger' });
  if (step === 'subjects') {
    if (!draft.subjects.some(hasClue)) problems.push({ id: `clue-${draft.subjects[0]?.key ?? 0}`, key: 'needClue' });
    for (const s of draft.subjects) if (filled(s.age) && ageOf(s) === null) problems.push({ id: `age-${s.key}`, key: 'badAge' });
  }
  if (step === 'story' && draft.narrative.trim() === '') problems.push({ id: 'narrative', key: 'needStory' });
  if (step === 'where') {
    if (draft.township === '' && draft.place.trim() === '') problems.push({ id: 'place', key: 'needPlace' });
    if (draft.when === 'day' && draft.day.iso === null) problems.push({ id: 'day', key: 'badDay' });
    if (draft.time.trim() !== '' && parseTime(draft.time) === null) problems.push({ id: 'time', key: 'badTime' });
  }
  if (step === 'reporter') {
    if (draft.anonymous === '') problems.push({ id: 'anonymous', key: 'needAnonymous' });
    if (draft.anonymous === 'no' && draft.reply && !filled(draft.reporterPhone)) problems.push({ id: 'reporter-phone', key: 'needReply' });
  }
  return problems;
}

export function ageOf(s: SubjectDraft): number | null {
  if (s.age === null) return null;
  const n = Number(s.age.normalize('NFKC').replace(/[歲岁約约\s]/gu, ''));
  return s.age.trim() !== '' && Number.isInteger(n) && n >= 0 && n <= 130 ? n : null;
}

const text = (s: string | null): string | null => (filled(s) ? (s as string).trim() : null);

function subjectInput(s: SubjectDraft): SubjectInput {
  return {
    role: s.role, name: text(s.name), nickname: text(s.clue), age_estimated: ageOf(s), sex: s.sex === 'female' ? 'F' : s.sex === 'male' ? 'M' : null,
    phone: text(s.phone), school: text(s.school),
  };
}

export function happenedAt(draft: Draft, nowMs: number): string | null {
  const time = parseTime(draft.time);
  if (draft.when === 'now') return new Date(nowMs).toISOString();
  // Without a time of day no instant can be said; the day then stays in the story's words.
  if (draft.when === 'today' && time) return clampPast(taipeiInstant(taipeiDate(nowMs), time), nowMs);
  if (draft.when === 'day' && draft.day.iso !== null && time) return clampPast(taipeiInstant(draft.day.iso, time), nowMs);
  return null;
}

/** 23:30 typed at 02:00 for 「今天」 is last night, not tonight. */
function clampPast(iso: string, nowMs: number): string {
  const ms = Date.parse(iso);
  return ms <= nowMs ? iso : new Date(ms - 86_400_000).toISOString();
}

/** What is sent. `whenWords` are the words for a day without a time, put before the story so that nothing said is lost. */
export function toReport(draft: Draft, nowMs: number, whenWords: string | null, asked: readonly string[] = []): ReportInput {
  const happened = happenedAt(draft, nowMs);
  const anonymous = draft.anonymous !== 'no';
  const lead = happened === null && whenWords ? `【${whenWords}】\n` : '';
  return {
    kinds: draft.kinds.length > 0 ? draft.kinds : ['other'],
    immediate_danger: draft.danger === 'yes' ? true : draft.danger === 'no' ? false : null,
    happened_at: happened,
    township: draft.township || null,
    village: draft.village || null,
    place: text(draft.place),
    narrative: lead + draft.narrative.trim(),
    reporter: {
      class: draft.reporterClass || null, anonymous, reply_wanted: !anonymous && draft.reply,
      name: anonymous ? null : text(draft.reporterName), phone: anonymous ? null : text(draft.reporterPhone),
    },
    subjects: draft.subjects.filter((s, i) => i === 0 || hasClue(s)).map(subjectInput),
    // a question of a kind that was taken back is not sent
    answers: Object.fromEntries(Object.entries(draft.answers).filter(([code]) => asked.includes(code))),
  };
}

/** The tracking code as people copy it: any case, gaps, O for 0, I or L for 1 (Crockford's alphabet). */
export function normaliseCode(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z*~$=]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

export const grouped = (code: string): string => (code.replace(/[^0-9A-Za-z*~$=]/g, '').match(/.{1,4}/g) ?? []).join('-');
