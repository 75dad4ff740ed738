import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import type { Catalogue } from '../../i18n/messages.ts';
import { useTerm } from '../../i18n/terms.ts';
import { useJobTitle } from '../../i18n/titles.ts';
import { useNow } from '../../lib/now.ts';
import { rocDate, wall } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Conflict, ErrorSummary, type FieldError, Loading, ProblemView } from '../../ui/State.tsx';
import { useStep } from '../cases/useStep.ts';
import type { Assignment, WorkerCard } from '../my-work/model.ts';
import { boardMessages } from './messages.ts';
import styles from './board.module.css';

/** Who could take it: suggestion cards (dashed, 建議), then those not suggested with the reason why not. */
export function WorkerCards({ assignment, name, onDone }: { assignment: Assignment; name: string; onDone: () => void }) {
  const t = useT(boardMessages);
  const query = useQuery({ queryKey: ['assignment-workers', assignment.id], queryFn: ({ signal }) => api.get<{ items: WorkerCard[]; not_suggested: WorkerCard[] }>(`/assignments/${assignment.id}/workers`, signal) });
  if (query.isPending) return <Loading />;
  if (query.isError) return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  const { items, not_suggested: others } = query.data;
  return (
    <section aria-label={t('suggestedFor', { name })}>
      <header className={styles.sub}><h2>{t('suggestedFor', { name })}</h2><span className="meta">{t('suggestHint')}</span></header>
      {items.length + others.length === 0 ? <p className="meta">{t('noWorkers')}</p> : null}
      <ul className={styles.cards}>{items.map((w) => <Card key={w.account.id} worker={w} assignment={assignment} onDone={onDone} />)}</ul>
      {others.length > 0 ? (
        <>
          <h3>{t('notSuggested')}</h3>
          <ul className={styles.cards}>{others.map((w) => <Card key={w.account.id} worker={w} assignment={assignment} onDone={onDone} />)}</ul>
        </>
      ) : null}
    </section>
  );
}

function useReasons() {
  const language = useLang();
  const term = useTerm();
  const words = (boardMessages as unknown as Catalogue<Record<string, string>>)[language];
  return (code: string, value: string): string => {
    const v = code === 'language' || code === 'no_language' ? term('language', value) : /^\d{4}-\d{2}-\d{2}$/.test(value) ? rocDate(value, language) : value;
    return (words[`why.${code}`] ?? words['why.other'] ?? code).replace('{v}', v).replace('{code}', code);
  };
}

function Card({ worker: w, assignment, onDone }: { worker: WorkerCard; assignment: Assignment; onDone: () => void }) {
  const jobTitle = useJobTitle();
  const t = useT(boardMessages);
  const term = useTerm();
  const language = useLang();
  const reason = useReasons();
  const [asking, setAsking] = useState(false);
  const { hour } = wall(useNow());
  const night = hour >= 22 || hour < 8;
  const step = useStep([['board'], ['assignments'], ['report']]);
  const assign = async (override: string | null) => {
    const ok = await step.run((key) => api.post(`/assignments/${assignment.id}/assign`, { worker_id: w.account.id, override_reason: override }, { key, version: assignment.version }), t('assigned', { name: w.account.name }));
    if (ok) onDone();
  };
  const fact = (yes: boolean, words: string) => <li key={words} className={yes ? styles.yes : styles.no}>{words}<Icon name={yes ? 'tick' : 'cross'} /><span className="vh">{t(yes ? 'yes' : 'no')}</span></li>;
  // the language the family speaks first, whether the worker does or not; then what else the worker speaks
  const wanted = w.reasons.find((r) => r.code === 'language' || r.code === 'no_language')?.args['value'];
  const languages = [...new Set([...(wanted ? [String(wanted)] : []), ...w.languages.filter((l) => l !== 'zh')])];
  return (
    <li className={`${w.suggested ? 'sug' : 'panel'} ${styles.card}`}>
      <header>
        {w.suggested ? <span className="sug-word">{t('rank', { n: w.rank })}</span> : null}
        <b>{w.account.name}</b><span className="meta">{jobTitle(w.account.title)}</span>
      </header>
      <p className={styles.load}><b>{t('openCases', { n: w.open_cases })}</b><b>{t('weighted', { n: w.weighted })}</b></p>
      <ul className={styles.factList}>
        {fact(w.on_duty, night ? t('onDutyTonight') : t('onDuty'))}
        {languages.map((l) => fact(w.languages.includes(l), term('language', l)))}
        {fact(w.continuity, t('continuity'))}
        <li>{w.seniority_years === null || w.seniority_years < 0 ? t('seniorityUnknown') : t('seniority', { n: w.seniority_years })}</li>
        {w.leave ? <li className={styles.no}><Icon name="cross" />{w.leave.until ? t('leaveUntil', { date: rocDate(w.leave.until, language) }) : t('onLeave')}</li> : null}
      </ul>
      {w.suggested ? null : <p className="meta">{w.reasons.map((r) => reason(r.code, String(r.args['value'] ?? r.args['n'] ?? ''))).join(language === 'zh' ? '、' : ', ')}</p>}
      {step.problem?.conflict ? <Conflict problem={step.problem} label={(f) => f} show={(_, v) => (v && typeof v === 'object' && 'name' in v ? String((v).name) : JSON.stringify(v))} onReload={() => { step.setProblem(null); onDone(); }} /> : asking ? null : <ErrorSummary errors={[]} problem={step.problem} />}
      {w.suggested
        ? <Button look="main" busy={step.busy} onClick={() => void assign(null)}>{t('assignTo', { name: w.account.name })}</Button>
        : <Button look="light" onClick={() => setAsking(true)} aria-haspopup="dialog">{t('assignWithReason', { name: w.account.name })}</Button>}
      {asking ? <OverrideDialog name={w.account.name} busy={step.busy} problem={step.problem} onClose={() => setAsking(false)} onSave={(text) => void assign(text)} /> : null}
    </li>
  );
}

function OverrideDialog({ name, busy, problem, onClose, onSave }: { name: string; busy: boolean; problem: ReturnType<typeof useStep>['problem']; onClose: () => void; onSave: (reason: string) => void }) {
  const t = useT(boardMessages);
  const id = useId();
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const save = () => {
    if (text.trim() === '') setErrors([{ id: `${id}r`, message: t('needReason') }]);
    else {
      setErrors([]);
      onSave(text.trim());
    }
  };
  return (
    <Dialog title={t('overrideTitle', { name })} onClose={onClose} foot={<Button look="main" type="submit" form={id} busy={busy}>{t('assignTo', { name })}</Button>}>
      <form id={id} className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!busy) save(); }}>
        <ErrorSummary errors={errors} problem={problem} />
        <TextField id={`${id}r`} label={t('overrideReason')} hint={t('overrideHint')} required multiline rows={3} maxLength={500} value={text} onChange={(v) => setText(v ?? '')} error={errors[0]?.message} />
      </form>
    </Dialog>
  );
}
