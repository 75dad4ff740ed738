import type { Candidates, Family, Report } from '../../../api/types.ts';

export interface Unseen {
  /** Children of the home whom the report does not name. */
  unlisted: Family['unlisted_minors'];
  /** Children of the home who are probably in the report already, as a subject nobody has confirmed yet. */
  unconfirmed: Family['unlisted_minors'];
}

/** Whom a dispatch might leave unseen. A child whom an open subject very likely is must be confirmed, not listed a second time. */
export function unseen(report: Pick<Report, 'subjects'>, family: Pick<Family, 'unlisted_minors'> | undefined, candidates: Candidates | undefined): Unseen {
  const open = new Set(report.subjects.filter((subject) => subject.identity === 'open').map((subject) => subject.id));
  const likely = new Set((candidates?.subjects ?? []).filter((s) => open.has(s.subject_id)).flatMap((s) => s.candidates.filter((c) => c.band === 'likely').map((c) => c.person.id)));
  const minors = family?.unlisted_minors ?? [];
  return { unlisted: minors.filter((minor) => !likely.has(minor.id)), unconfirmed: minors.filter((minor) => likely.has(minor.id)) };
}
