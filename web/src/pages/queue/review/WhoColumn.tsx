import type { UseQueryResult } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../../api/client.ts';
import type { Candidate, Candidates, Evidence, Family, PersonBrief, Subject } from '../../../api/types.ts';
import { useLang, useT } from '../../../i18n/lang.ts';
import { useTerm, useTownship } from '../../../i18n/terms.ts';
import { rocDate } from '../../../lib/roc.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Icon, type IconName } from '../../../ui/Icon.tsx';
import { uiMessages } from '../../../ui/messages.ts';
import { Loading, ProblemView } from '../../../ui/State.tsx';
import { Status, useSexAge, When } from '../../../ui/Status.tsx';
import { reviewMessages } from './messages.ts';
import { PersonSearchDialog } from './PersonSearchDialog.tsx';
import type { Work } from './ReviewPane.tsx';
import styles from './review.module.css';
import { unseen } from './unlisted.ts';

type Verdict = { verdict: 'same' | 'different'; person_id: string } | { verdict: 'new' | 'unknown' };

/** Who is it: evidence in words for each person of the report; a human confirms, makes a new person, or leaves unknown. */
export function WhoColumn({ work, candidates, family }: { work: Work; candidates: UseQueryResult<Candidates>; family: Family | undefined }) {
  const { report } = work;
  const t = useT(reviewMessages);
  const title = useId();
  const open = report.subjects.filter((subject) => subject.identity === 'open');
  const decide = async (subject: Subject, verdict: Verdict) => {
    if ((await work.ensureClaim()) === null) return;
    await work.act(() => api.put(`/reports/${report.id}/subjects/${subject.id}/identity`, verdict, subject.version));
  };
  const undo = () => void work.act(() => api.post(`/reports/${report.id}/undo`));
  const add = async (minor: PersonBrief) => {
    if ((await work.ensureClaim()) === null) return;
    await work.act(() => api.post(`/reports/${report.id}/subjects`, { person_id: minor.id, role: report.kinds.includes('child_protection') ? 'victim' : 'child_witness' }));
  };
  return (
    <section className={styles.col} aria-labelledby={title}>
      <header><h2 id={title}>{t('whoCol')}</h2><span className="meta">{open.length > 0 ? t('toConfirm', { n: open.length }) : t('allConfirmed')}</span></header>
      {candidates.isPending ? <Loading lines={3} /> : candidates.isError && open.length > 0 ? <ProblemView error={candidates.error} onRetry={() => void candidates.refetch()} /> : null}
      {candidates.data ? open.map((subject) => (
        <Open key={subject.id} subject={subject} kind={report.kinds[0] ?? ''} candidates={candidates.data.subjects.find((s) => s.subject_id === subject.id)?.candidates ?? []} may={work.mayDecide} decide={(verdict) => decide(subject, verdict)} />
      )) : null}
      {unseen(report, family, candidates.data).unlisted.map((minor) => <Unlisted key={minor.id} minor={minor} onAdd={work.mayDecide ? () => add(minor) : null} />)}
      {report.subjects.filter((subject) => subject.identity !== 'open').map((subject) => <Decided key={subject.id} subject={subject} kind={report.kinds[0] ?? ''} onUndo={work.mayDecide ? undo : null} />)}
    </section>
  );
}

/** A person decided: solid border, name and time. */
function Decided({ subject, kind, onUndo }: { subject: Subject; kind: string; onUndo: (() => void) | null }) {
  const t = useT(reviewMessages);
  const sexAge = useSexAge();
  const term = useTerm();
  const name = subject.person?.name ?? subject.name ?? subject.nickname ?? t('isUnknown');
  return (
    <div className={`dec ${styles.cand}`}>
      <h3>
        <span className="facts-row"><span>{name}</span><span>{sexAge(subject.person?.sex ?? subject.sex, subject.person?.age ?? subject.age ?? subject.age_estimated)}</span></span>
        <Status kind={subject.identity === 'unknown' ? 'todo' : 'done'}>{t(subject.identity === 'unknown' ? 'isUnknown' : subject.identity === 'new' ? 'isNew' : 'linked')}</Status>
      </h3>
      <p className="facts-row meta">
        <span>{term(`role:${kind}`, subject.role)}</span>
        {subject.identified_by ? <span>{subject.identified_by.name}</span> : null}
        {subject.identified_at ? <When at={subject.identified_at} /> : null}
        {subject.added ? <span>{t('addedByHand')}</span> : null}
        {onUndo ? <LinkButton className="end" onClick={onUndo} aria-label={`${t('undo')}：${name}`}>{t('undo')}</LinkButton> : null}
      </p>
    </div>
  );
}

function Open({ subject, kind, candidates, may, decide }: { subject: Subject; kind: string; candidates: Candidate[]; may: boolean; decide: (verdict: Verdict) => Promise<void> }) {
  const t = useT(reviewMessages);
  const term = useTerm();
  const sexAge = useSexAge();
  const [searching, setSearching] = useState(false);
  const [all, setAll] = useState(false);
  const given = subject.name ?? (subject.nickname ? `「${subject.nickname}」` : t('isUnknown'));
  const shown = all ? candidates : candidates.slice(0, 2);
  return (
    <div className={styles.open}>
      <h3 className={styles.given}>
        <span className="facts-row"><span>{given}</span><span>{sexAge(subject.sex, subject.age ?? subject.age_estimated)}</span></span>
        <span className="meta">{term(`role:${kind}`, subject.role)}</span>
      </h3>
      {shown.map((candidate) => <CandidateCard key={candidate.person.id} given={given} subject={subject} candidate={candidate} may={may} decide={decide} />)}
      {candidates.length > shown.length ? <LinkButton onClick={() => setAll(true)}>{t('moreCandidates', { n: candidates.length - shown.length })}</LinkButton> : null}
      {candidates.length === 0 ? <p className="meta">{t('noCandidate')}</p> : null}
      {may ? (
        <div className={styles.acts}>
          <Button look="light" onClick={() => void decide({ verdict: 'new' })}>{t('makeNew')}</Button>
          <Button look="light" onClick={() => void decide({ verdict: 'unknown' })}>{t('leaveUnknown')}</Button>
          <Button look="light" onClick={() => setSearching(true)} aria-haspopup="dialog">{t('searchOwn')}</Button>
        </div>
      ) : null}
      {searching ? <PersonSearchDialog start={subject.name ?? ''} onClose={() => setSearching(false)} onPick={(person) => { setSearching(false); void decide({ verdict: 'same', person_id: person.id }); }} /> : null}
    </div>
  );
}

const signs: Record<string, { icon: IconName; look: string }> = {
  same: { icon: 'equal', look: 'same' }, variant: { icon: 'approx', look: 'near' }, homophone: { icon: 'approx', look: 'near' }, similar: { icon: 'approx', look: 'near' }, swapped: { icon: 'approx', look: 'near' },
  differs_last: { icon: 'cross', look: 'diff' }, bad_check: { icon: 'cross', look: 'diff' }, different: { icon: 'cross', look: 'diff' }, missing: { icon: 'dash', look: 'none' },
};

/** A machine's suggestion: dashed border, the word 建議, and its evidence field by field. */
function CandidateCard({ given, subject, candidate, may, decide }: { given: string; subject: Subject; candidate: Candidate; may: boolean; decide: (verdict: Verdict) => Promise<void> }) {
  const t = useT(reviewMessages);
  const ui = useT(uiMessages);
  const sexAge = useSexAge();
  const town = useTownship();
  const { person } = candidate;
  const same = given === person.name;
  return (
    <div className={`sug ${styles.cand}`}>
      <h3>
        <span className="facts-row"><span>{same ? person.name : t('looks', { given, name: person.name })}</span><span>{sexAge(person.sex, person.age)}</span></span>
        <span className="sug-word">{ui('suggestion')}<span>{t(candidate.band)}</span></span>
      </h3>
      <ul className={styles.evidence} aria-label={t('evidence')}>
        {candidate.evidence.filter((e) => !(e.level === 'missing' && e.field !== 'id')).map((evidence) => <EvidenceLine key={evidence.field} evidence={evidence} subject={subject} person={person} />)}
      </ul>
      <p className="facts-row meta">
        {person.township ? <span>{town(person.township)}</span> : null}
        {candidate.earlier_reports > 0 ? <span>{t('earlier', { n: candidate.earlier_reports })}</span> : null}
        {candidate.open_cases > 0 ? <span>{t('openCases', { n: candidate.open_cases })}</span> : null}
      </p>
      {may ? (
        <div className={styles.acts}>
          <Button onClick={() => void decide({ verdict: 'same', person_id: person.id })} keys={candidate.band === 'likely' ? 'D' : undefined} data-link-candidate={candidate.band === 'likely' ? '' : undefined}>{t('link')}</Button>
          <Button look="light" onClick={() => void decide({ verdict: 'different', person_id: person.id })}>{t('notSame')}</Button>
        </div>
      ) : null}
    </div>
  );
}

function EvidenceLine({ evidence, subject, person }: { evidence: Evidence; subject: Subject; person: PersonBrief }) {
  const t = useT(reviewMessages);
  const language = useLang();
  const sign = signs[evidence.level] ?? { icon: 'dash' as const, look: 'none' };
  const field = `field.${evidence.field}` as 'field.name';
  const level = `level.${evidence.level}` as 'level.same';
  // the characters that differ, or the date that agrees, are worth more than the word alone
  const detail = evidence.field === 'birth' && evidence.level === 'same' && person.birth_on ? rocDate(person.birth_on, language)
    : evidence.field === 'name' && evidence.level === 'variant' && subject.name ? differing(subject.name, person.name) : '';
  return (
    <li>
      <span className={styles[sign.look]}><Icon name={sign.icon} /></span>
      <b>{t(field)}</b>
      <span className="facts-row"><span>{t(level)}</span>{detail ? <span>{detail}</span> : null}</span>
    </li>
  );
}

/** 羣／群: the pairs of characters at the places where two names of one length differ. Masked places are left out. */
export function differing(a: string, b: string): string {
  const [x, y] = [[...a], [...b]];
  if (x.length !== y.length) return '';
  return x.flatMap((c, i) => (c !== y[i] && c !== '○' && y[i] !== '○' ? [`${c}／${y[i]}`] : [])).join('、');
}

function Unlisted({ minor, onAdd }: { minor: PersonBrief; onAdd: (() => Promise<void>) | null }) {
  const t = useT(reviewMessages);
  const ui = useT(uiMessages);
  const sexAge = useSexAge();
  const [busy, setBusy] = useState(false);
  return (
    <div className={`sug ${styles.cand} ${styles.unlisted}`}>
      <div>
        <h3><span className="facts-row"><span>{minor.name}</span><span>{sexAge(minor.sex, minor.age)}</span></span><span className="sug-word">{ui('suggestion')}</span></h3>
        <p className="meta">{t('unlisted')}</p>
      </div>
      {onAdd ? <Button look="light" busy={busy} aria-label={`${t('add')}：${minor.name}`} onClick={() => { setBusy(true); void onAdd().finally(() => setBusy(false)); }}>{t('add')}</Button> : null}
    </div>
  );
}
