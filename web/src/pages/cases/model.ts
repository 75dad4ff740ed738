/** A case as GET /cases/{id} sends it, and the pure rules of its page. */
import type { AccountBrief, Args, Id, Instant, IsoDate, PersonBrief, Unit } from '../../api/types.ts';

export interface CaseCore {
  id: Id; version: number; case_no: string; programme: string; state: string; grade: string | null; person: PersonBrief | null; household_id: Id | null; unit: Unit | string | null; lead: AccountBrief | null;
  /** 協同社工 in force. */ co_workers: { account: AccountBrief | null; since: Instant }[]; /** Assessment, closing and co-workers are this viewer's to decide. */ decides: boolean;
  township?: string | null; received_at: Instant; first_contact_at: Instant | null; assessed_at: Instant | null; finding: string | null; opened_at: Instant | null; closed_at: Instant | null; close_reason: string | null;
  close_reader?: AccountBrief | null; close_read_at?: Instant | null; previous: { id: Id; case_no?: string | null; closed_at?: Instant | null; days?: number | null } | Id | null;
}
export interface Participant { id?: Id; person: PersonBrief | null; role: string }
export interface CaseClock { id: Id; rule: string; title_zh: string; title_en: string; started_at: Instant; due_at: Instant; stopped_at: Instant | null; state: string; person: PersonBrief | null; /** Started by a report on the open case, when the lead graded again. */ again_report_id?: Id | null; source: string; certainty: string }
export interface Contact {
  id: Id; person: PersonBrief | null; worker: AccountBrief | null; kind: string; face_to_face: boolean; happened_at: Instant; recorded_at: Instant; place: string | null; note?: string | null;
  not_seen_reason: string | null; next_try_at: Instant | null; substitute: string | null;
}
export interface Goal { id: Id; version: number; title: string; target_on: IsoDate | null; met: boolean | null; ended_at: Instant | null }
export interface CaseNote { id: Id; author: AccountBrief | null; written_at: Instant; text: string }
export interface CaseLink { id?: Id; kind: string; case_id?: Id | null; case_no?: string | null; report_id?: Id | null; report_no?: string | null; linked_at?: Instant | null; lead?: AccountBrief | null; programme?: string | null }
export interface HistoryLine { at: Instant; kind: string; actor: AccountBrief | null; args?: Args }
export interface CaseDocument { id: Id; name: string; type: string; size: number; added_at: Instant; of: 'case' | 'report' }
export interface CasePage {
  case: CaseCore; participants: Participant[]; clocks: CaseClock[]; contacts: Contact[]; goals: Goal[]; notes: CaseNote[]; links: CaseLink[]; re_reports: CaseLink[]; history: HistoryLine[]; documents: CaseDocument[];
}

/** 820 B, 12 kB, 3.4 MB. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export const openClocks = (page: Pick<CasePage, 'clocks'>): CaseClock[] => page.clocks.filter((c) => c.state === 'open').sort((a, b) => a.due_at.localeCompare(b.due_at));

/** What ends a clock from this page; null: another step does. */
export function actionOf(rule: string): 'contact' | 'assess' | null {
  if (rule.startsWith('grade_1_face_to_face') || rule.startsWith('first_contact') || rule === 'contact_again') return 'contact';
  if (rule.startsWith('assessment')) return 'assess';
  return null;
}

/** casework/rules.cpp: an assessment is possible while assessing, and again when found or when more was needed. */
export const mayAssess = (state: string): boolean => ['assessing', 'missing_search', 'short_term'].includes(state);
export const outcomesFor = (state: string): string[] => (state === 'assessing' ? ['open', 'not_opened', 'short_term', 'missing_search'] : ['open', 'not_opened']);
export const mayClose = (state: string): boolean => ['open', 'short_term', 'missing_search'].includes(state);
export const isOver = (state: string): boolean => state === 'closed' || state === 'not_opened';

export type Sighting = 'out' | 'seen' | 'not_seen';
export interface ContactDraft {
  kind: string; sightings: Record<Id, Sighting>; day: { text: string; iso: string | null; unknown: boolean }; time: string; place: string; note: string;
  reason: string; substitute: string; nextDay: { text: string; iso: string | null; unknown: boolean }; nextTime: string;
}
export type ContactProblem = 'needPerson' | 'needDay' | 'needTime' | 'needReason' | 'needNext' | 'future';

/** A telephone call reaches but does not see; an attempt sees nobody. */
export const seesFaceToFace = (kind: string): boolean => kind !== 'phone' && kind !== 'attempt';

export function contactProblems(d: ContactDraft, happenedMs: number | null, nextMs: number | null, nowMs: number): ContactProblem[] {
  const problems: ContactProblem[] = [];
  const chosen = Object.values(d.sightings).filter((s) => s !== 'out');
  if (chosen.length === 0) problems.push('needPerson');
  if (d.day.iso === null) problems.push('needDay');
  else if (happenedMs === null) problems.push('needTime');
  else if (happenedMs > nowMs + 60_000) problems.push('future');
  if (missed(d)) {
    if (d.reason === '') problems.push('needReason');
    if (nextMs === null || (happenedMs !== null && nextMs <= happenedMs)) problems.push('needNext');
  }
  return problems;
}

export const missed = (d: ContactDraft): boolean => d.kind === 'attempt' || Object.values(d.sightings).includes('not_seen');

export interface ContactBody { person_id: Id; kind: string; face_to_face: boolean; happened_at: Instant; place: string | null; note: string | null; not_seen_reason: string | null; next_try_at: Instant | null; substitute: string | null }

/** One record a person: each child's sighting is its own, with its own clock. */
export function contactBodies(d: ContactDraft, happenedAt: Instant, nextAt: Instant | null): ContactBody[] {
  return Object.entries(d.sightings).filter(([, s]) => s !== 'out').map(([person_id, s]) => {
    const unseen = s === 'not_seen' || d.kind === 'attempt';
    return {
      person_id, kind: d.kind, face_to_face: !unseen && seesFaceToFace(d.kind), happened_at: happenedAt, place: d.place.trim() || null, note: d.note.trim() || null,
      not_seen_reason: unseen ? d.reason : null, next_try_at: unseen ? nextAt : null, substitute: d.substitute || null,
    };
  });
}

/** The clocks that sending would stop: shown before it is sent, so that nobody has to guess. */
export function stoppedBy(page: Pick<CasePage, 'clocks'>, d: ContactDraft): CaseClock[] {
  return openClocks(page).filter((c) => {
    if (actionOf(c.rule) !== 'contact' || d.kind === 'attempt') return false;
    const seen = Object.entries(d.sightings).filter(([, s]) => s === 'seen').map(([id]) => id);
    if (c.rule.startsWith('grade_1_face_to_face') && !seesFaceToFace(d.kind)) return false;
    return c.person ? seen.includes(c.person.id) : seen.length > 0;
  });
}

export type FeedItem = { at: Instant; id: string } & ({ type: 'contact'; contact: Contact } | { type: 'note'; note: CaseNote } | { type: 'event'; event: HistoryLine });

/** Contacts, notes and decisions in one stream, the newest first. Contacts and notes also stand in the history: not twice. */
export function feed(page: CasePage): FeedItem[] {
  const own = /^contact\.|\.noted$|^case\.contact$|note$/;
  return [
    ...page.contacts.map((contact): FeedItem => ({ type: 'contact', at: contact.happened_at, id: `c${contact.id}`, contact })),
    ...page.notes.map((note): FeedItem => ({ type: 'note', at: note.written_at, id: `n${note.id}`, note })),
    ...page.history.filter((h) => !own.test(h.kind)).map((event, i): FeedItem => ({ type: 'event', at: event.at, id: `h${i}`, event })),
  ].sort((a, b) => b.at.localeCompare(a.at));
}

/** The people a contact can be about: the case's own person and its participants, each once. */
export function people(page: CasePage): { person: PersonBrief; role: string }[] {
  const list = page.participants.flatMap((p) => (p.person ? [{ person: p.person, role: p.role }] : []));
  const own = page.case.person;
  if (own && !list.some((p) => p.person.id === own.id)) list.unshift({ person: own, role: 'client' });
  return list.filter((p, i) => list.findIndex((q) => q.person.id === p.person.id) === i);
}
