import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { useReference } from '../../api/queries.ts';
import type { List } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Conflict, Empty, ErrorSummary, type FieldError, Loading, ProblemView } from '../../ui/State.tsx';
import { Tag, TimeLeft, useSexAge } from '../../ui/Status.tsx';
import { useStep } from '../cases/useStep.ts';
import { type Assignment, listOf } from '../my-work/model.ts';
import { boardMessages } from './messages.ts';
import styles from './board.module.css';

const nameOf = (u: Assignment['unit'] | undefined) => (typeof u === 'string' ? u : (u?.name ?? ''));

/** Disputes climb a ladder of clocks; a ruling names the unit and the reason. */
export default function DisputesPage() {
  const t = useT(boardMessages);
  useTitle(t('disputesTitle'));
  const [ruling, setRuling] = useState<Assignment | null>(null);
  const query = useQuery({ queryKey: ['assignments', 'disputed'], queryFn: async ({ signal }) => listOf(await api.get<Assignment[] | List<Assignment>>('/assignments?state=disputed', signal)) });
  return (
    <div className={styles.disputes}>
      <h1>{t('disputesTitle')}</h1>
      {query.isPending ? <Loading /> : query.isError ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : query.data.length === 0 ? <Empty title={t('nothingDisputes')}><p>{t('nothingDisputesText')}</p></Empty> : (
        <ul className="panel">{query.data.map((a) => <Row key={a.id} assignment={a} onRule={() => setRuling(a)} />)}</ul>
      )}
      {ruling ? <RuleDialog assignment={ruling} onClose={() => setRuling(null)} /> : null}
    </div>
  );
}

function Row({ assignment: a, onRule }: { assignment: Assignment; onRule: () => void }) {
  const t = useT(boardMessages);
  const term = useTerm();
  const language = useLang();
  const sexAge = useSexAge();
  const units = useReference()?.units ?? [];
  const d = a.dispute;
  const proposed = nameOf(d?.proposed_unit) || units.find((u) => u.id === d?.proposed_unit_id)?.name;
  const clock = [...a.clocks].filter((c) => c.rule.startsWith('dispute')).sort((x, y) => x.due_at.localeCompare(y.due_at))[0];
  return (
    <li className={styles.item}>
      <div>
        <p className="facts-row"><b>{a.subject ? `${a.subject.name} ${sexAge(a.subject.sex, a.subject.age)}` : t('unknownPerson')}</b><span>{term('kind', a.programme)}</span>{a.grade ? <Tag strong>{term('grade', a.grade)}</Tag> : null}{clock ? <TimeLeft due={clock.due_at} start={a.sent_at} /> : null}</p>
        <p>{d?.reason}</p>
        <p className="meta facts-row"><span>{t('nowAt', { unit: nameOf(a.unit) })}</span>{proposed ? <span>{t('proposed', { unit: proposed })}</span> : null}{d?.by && d.at ? <span>{t('disputeBy', { who: d.by.name, at: rocDateTime(d.at, language, { year: false }) })}</span> : null}</p>
      </div>
      <Button look="main" onClick={onRule} aria-haspopup="dialog">{t('rule')}</Button>
    </li>
  );
}

function RuleDialog({ assignment: a, onClose }: { assignment: Assignment; onClose: () => void }) {
  const t = useT(boardMessages);
  const id = useId();
  const units = useReference()?.units ?? [];
  const [unit, setUnit] = useState(typeof a.unit === 'string' ? '' : (a.unit?.id ?? ''));
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const step = useStep([['assignments'], ['board']]);
  const save = async () => {
    const found = [...(unit === '' ? [{ id: `${id}u`, message: t('needUnit') }] : []), ...(text.trim() === '' ? [{ id: `${id}t`, message: t('needRuling') }] : [])];
    setErrors(found);
    if (found.length > 0) return;
    if (await step.run((key) => api.post(`/assignments/${a.id}/rule`, { unit_id: unit, ruling: text.trim() }, { key, version: a.version }), t('ruled'))) onClose();
  };
  const chosen = units.find((u) => u.id === unit)?.name ?? '';
  return (
    <Dialog title={t('ruleTitle', { name: a.subject?.name ?? t('unknownPerson') })} onClose={onClose} foot={<Button look="main" type="submit" form={id} busy={step.busy}>{chosen ? t('saveRule', { unit: chosen }) : t('rule')}</Button>}>
      <form id={id} className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!step.busy) void save(); }}>
        {step.problem?.conflict ? <Conflict problem={step.problem} label={(f) => f} show={(_, v) => JSON.stringify(v)} onReload={onClose} /> : <ErrorSummary errors={errors} problem={step.problem} />}
        <p>{a.dispute?.reason}</p>
        <SelectField id={`${id}u`} label={t('ruleUnit')} value={unit} empty="—" onChange={setUnit} choices={units.map((u) => ({ code: u.id, label: u.name }))} error={errors.find((e) => e.id === `${id}u`)?.message} />
        <TextField id={`${id}t`} label={t('ruleText')} required multiline rows={4} maxLength={1000} value={text} onChange={(v) => setText(v ?? '')} error={errors.find((e) => e.id === `${id}t`)?.message} />
      </form>
    </Dialog>
  );
}
