import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import type { AccountBrief, Unit } from '../../api/types.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { rocDate, rocDateTime } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Conflict, ErrorSummary, Loading, type FieldError } from '../../ui/State.tsx';
import { caseMessages } from './messages.ts';
import type { CasePage } from './model.ts';
import { useCaseWords } from './useCaseWords.ts';
import { useStep } from './useStep.ts';
import styles from './cases.module.css';

interface Colleague { account: AccountBrief; unit: Unit | null; leave_until: string | null }

/** 協同社工: the lead or the unit's supervisor asks a colleague in, or ends it, each with a reason that stands in the notes. */
export function CoWorkersDialog({ page, onClose, reload }: { page: CasePage; onClose: () => void; reload: () => void }) {
  const t = useT(caseMessages);
  const words = useCaseWords();
  const language = useLang();
  const id = useId();
  const c = page.case;
  const colleagues = useQuery({ queryKey: ['colleagues', c.id], queryFn: ({ signal }) => api.get<{ items: Colleague[] }>(`/cases/${c.id}/colleagues`, signal) });
  const [unit, setUnit] = useState('');
  const [person, setPerson] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const step = useStep([['case', c.id], ['cases'], ['my-work']]);
  const all = colleagues.data?.items ?? [];
  const units = [...new Map(all.flatMap((x) => (x.unit ? [[x.unit.id, x.unit.name] as const] : [])))];
  const chosen = unit || (units[0]?.[0] ?? '');
  const free = all.filter((x) => x.unit?.id === chosen && !c.co_workers.some((w) => w.account?.id === x.account.id));
  const check = (needsPerson: boolean): boolean => {
    const found = [...(needsPerson && person === '' ? [{ id: `${id}p`, message: t('needColleague') }] : []), ...(reason.trim() === '' ? [{ id: `${id}r`, message: t('needCoReason') }] : [])];
    setErrors(found);
    return found.length === 0;
  };
  const run = async (path: string, body: Record<string, string>, done: string) => {
    if (!(await step.run((key) => api.post(path, { ...body, reason: reason.trim() }, { key, version: c.version }), done))) return;
    setPerson('');
    setReason('');
  };
  const add = () => { if (check(true)) void run(`/cases/${c.id}/co-workers`, { account_id: person }, t('coAdded')); };
  const end = (account: AccountBrief) => { if (check(false)) void run(`/cases/${c.id}/co-workers/${account.id}/end`, {}, t('coEnded', { name: account.name })); };
  return (
    <Dialog title={t('coWorkers')} onClose={onClose} foot={<Button look="main" type="submit" form={`${id}f`} busy={step.busy}>{t('coAdd')}</Button>}>
      <form id={`${id}f`} className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!step.busy) add(); }}>
        {step.problem?.conflict ? <Conflict problem={step.problem} label={words.field} show={(_, v) => JSON.stringify(v)} onReload={() => { step.setProblem(null); reload(); }} /> : <ErrorSummary errors={errors} problem={step.problem} />}
        {c.co_workers.length === 0 ? <p className="meta">{t('noCoWorkers')}</p> : (
          <ul className={styles.co}>
            {c.co_workers.map((w) => w.account ? (
              <li key={w.account.id}>
                <span className="facts-row"><b>{w.account.name}</b><span>{w.account.title}</span><span className="meta">{t('coSince', { at: rocDateTime(w.since, language, { year: false }) })}</span></span>
                <Button look="light" busy={step.busy} onClick={() => end(w.account!)}>{t('coEnd', { name: w.account.name })}</Button>
              </li>
            ) : null)}
          </ul>
        )}
        {colleagues.isPending ? <Loading lines={3} /> : (
          <>
            <SelectField label={t('coUnit')} value={chosen} onChange={(v) => { setUnit(v); setPerson(''); }} choices={units.map(([code, label]) => ({ code, label }))} />
            <SelectField id={`${id}p`} label={t('coWho')} value={person} empty={t('coChoose')} onChange={setPerson} error={errors.find((e) => e.id === `${id}p`)?.message} choices={free.map((x) => ({ code: x.account.id, label: x.leave_until ? t('coOnLeave', { name: x.account.name, until: rocDate(x.leave_until, language) }) : `${x.account.name}${x.account.title ? `（${x.account.title}）` : ''}` }))} />
          </>
        )}
        <TextField id={`${id}r`} label={t('coReason')} hint={t('coReasonHint')} required multiline rows={2} maxLength={500} value={reason} onChange={(v) => setReason(v ?? '')} error={errors.find((e) => e.id === `${id}r`)?.message} />
      </form>
    </Dialog>
  );
}
