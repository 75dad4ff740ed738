import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { rocDate } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { emptyDate, RocDateField } from '../../ui/RocDateField.tsx';
import { Conflict, Empty, ErrorSummary, type FieldError } from '../../ui/State.tsx';
import { Status } from '../../ui/Status.tsx';
import { caseMessages } from './messages.ts';
import { type CasePage, type Goal, isOver } from './model.ts';
import { useCaseWords } from './useCaseWords.ts';
import { useStep } from './useStep.ts';
import styles from './cases.module.css';

/** What should change, so that one can tell; each goal's result is kept for the closing. */
export function PlanTab({ page, reload }: { page: CasePage; reload: () => void }) {
  const t = useT(caseMessages);
  const over = isOver(page.case.state);
  return (
    <>
      <h2 className={styles.sub}>{t('goals')}</h2>
      {page.goals.length === 0 ? <Empty title={t('noGoals')}><p>{t('noGoalsText')}</p></Empty> : <ul className={`panel ${styles.goals}`}>{page.goals.map((g) => <GoalRow key={g.id} goal={g} caseId={page.case.id} over={over} reload={reload} />)}</ul>}
      {over ? null : <AddGoal caseId={page.case.id} />}
    </>
  );
}

function GoalRow({ goal, caseId, over, reload }: { goal: Goal; caseId: string; over: boolean; reload: () => void }) {
  const t = useT(caseMessages);
  const language = useLang();
  const words = useCaseWords();
  const step = useStep([['case', caseId]]);
  const set = (met: boolean | null) => void step.run(() => api.put(`/goals/${goal.id}`, { met }, goal.version), met === null ? t('open') : met ? t('met') : t('unmetWord'));
  const state = goal.met === null ? <Status kind="doing">{t('open')}</Status> : goal.met ? <Status kind="done">{t('met')}</Status> : <Status kind="todo">{t('unmetWord')}</Status>;
  return (
    <li>
      <div className={styles.goal}>
        {state}
        <span className="grow">{goal.title}</span>
        {goal.target_on ? <span className="meta">{t('target', { date: rocDate(goal.target_on, language) })}</span> : null}
        {over ? null : (
          <span className="field-row">
            {goal.met !== true ? <Button busy={step.busy} onClick={() => set(true)}>{t('setMet')}</Button> : null}
            {goal.met !== false ? <Button look="light" busy={step.busy} onClick={() => set(false)}>{t('setUnmet')}</Button> : null}
            {goal.met !== null ? <Button look="light" busy={step.busy} onClick={() => set(null)}>{t('setOpen')}</Button> : null}
          </span>
        )}
      </div>
      {step.problem?.conflict ? <Conflict problem={step.problem} label={words.field} show={(_, v) => (v === true ? t('met') : v === false ? t('unmetWord') : v === null ? t('open') : JSON.stringify(v))} onReload={() => { step.setProblem(null); reload(); }} /> : <ErrorSummary errors={[]} problem={step.problem} />}
    </li>
  );
}

function AddGoal({ caseId }: { caseId: string }) {
  const t = useT(caseMessages);
  const id = useId();
  const [title, setTitle] = useState('');
  const [target, setTarget] = useState(emptyDate);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const step = useStep([['case', caseId]]);
  const save = async () => {
    if (title.trim() === '') {
      setErrors([{ id: `${id}g`, message: t('needGoal') }]);
      return;
    }
    setErrors([]);
    if (await step.run((key) => api.post(`/cases/${caseId}/goals`, { title: title.trim(), target_on: target.iso }, { key }), t('goalSaved'))) {
      setTitle('');
      setTarget(emptyDate);
    }
  };
  return (
    <form className={styles.comp} noValidate onSubmit={(event) => { event.preventDefault(); if (!step.busy) void save(); }} aria-label={t('addGoal')}>
      <ErrorSummary errors={errors} problem={step.problem} />
      <div className={styles.fields}>
        <TextField id={`${id}g`} label={t('goalTitle')} hint={t('goalHint')} maxLength={200} value={title} onChange={(v) => setTitle(v ?? '')} error={errors[0]?.message} />
        <RocDateField label={t('targetOn')} value={target} allowFuture onChange={setTarget} />
      </div>
      <div className={styles.r}><Button className="end" look="main" type="submit" busy={step.busy}>{t('saveGoal')}</Button></div>
    </form>
  );
}
