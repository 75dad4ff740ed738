import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { useReference } from '../../api/queries.ts';
import type { List } from '../../api/types.ts';
import { useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ChoiceField, SelectField, TextField } from '../../ui/Field.tsx';
import { ErrorSummary, type FieldError, Loading, ProblemView } from '../../ui/State.tsx';
import type { CaseRow } from '../cases/CasesPage.tsx';
import { useStep } from '../cases/useStep.ts';
import type { Assignment, Countersign, Load } from '../my-work/model.ts';
import { boardMessages } from './messages.ts';

export function DisputeDialog({ assignment, onClose }: { assignment: Assignment; onClose: () => void }) {
  const t = useT(boardMessages);
  const id = useId();
  const units = useReference()?.units ?? [];
  const [reason, setReason] = useState('');
  const [unit, setUnit] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const step = useStep([['board'], ['assignments']]);
  const send = async () => {
    if (reason.trim() === '') {
      setErrors([{ id: `${id}r`, message: t('needReason') }]);
      return;
    }
    setErrors([]);
    if (await step.run((key) => api.post(`/assignments/${assignment.id}/dispute`, { reason: reason.trim(), proposed_unit_id: unit || null }, { key, version: assignment.version }), t('disputed'))) onClose();
  };
  return (
    <Dialog title={t('disputeTitle')} onClose={onClose} foot={<Button look="main" type="submit" form={id} busy={step.busy}>{t('sendDispute')}</Button>}>
      <form id={id} className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!step.busy) void send(); }}>
        <ErrorSummary errors={errors} problem={step.problem} />
        <TextField id={`${id}r`} label={t('disputeReason')} required multiline rows={4} maxLength={1000} value={reason} onChange={(v) => setReason(v ?? '')} error={errors[0]?.message} />
        <SelectField label={t('disputeUnit')} value={unit} empty={t('disputeNone')} onChange={setUnit} choices={units.map((u) => ({ code: u.id, label: u.name }))} />
      </form>
    </Dialog>
  );
}

/** 督導覆核, in the same shift; on a telephone too. */
export function CountersignDialog({ item, onClose }: { item: Countersign; onClose: () => void }) {
  const t = useT(boardMessages);
  const term = useTerm();
  const id = useId();
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const step = useStep([['board'], ['countersigns'], ['queue'], ['report']]);
  const send = async (verdict: 'agreed' | 'returned') => {
    if (verdict === 'returned' && note.trim() === '') {
      setErrors([{ id: `${id}n`, message: t('needNote') }]);
      return;
    }
    setErrors([]);
    const call = item.version === undefined ? {} : { version: item.version };
    if (await step.run((key) => api.post(`/decisions/${item.id}/countersign`, { verdict, note: note.trim() || null }, { key, ...call }), verdict === 'agreed' ? t('countersigned') : t('returned'))) onClose();
  };
  return (
    <Dialog title={t('countersignTitle')} onClose={onClose} foot={<><Button look="main" busy={step.busy} onClick={() => void send('agreed')}>{t('agree')}</Button><Button busy={step.busy} onClick={() => void send('returned')}>{t('giveBack')}</Button></>}>
      <ErrorSummary errors={errors} problem={step.problem} />
      <p>{t('notDispatched', { reason: term('not_dispatched_reason', item.reason_code) })}</p>
      {item.note ? <p>{item.note}</p> : null}
      <TextField id={`${id}n`} label={t('note')} multiline rows={3} maxLength={500} value={note} onChange={(v) => setNote(v ?? '')} error={errors[0]?.message} />
    </Dialog>
  );
}

interface Preview { from?: { account?: { name: string }; open_before?: number; open_after?: number }; to?: { account?: { name: string }; open_before?: number; open_after?: number }; cases?: unknown[] }

/** Bulk reassignment, always with a look at what it does first. */
export function ReassignDialog({ worker, workers, onClose }: { worker: Load; workers: readonly Load[]; onClose: () => void }) {
  const t = useT(boardMessages);
  const term = useTerm();
  const id = useId();
  const [chosen, setChosen] = useState<string[]>([]);
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [preview, setPreview] = useState<Preview | null>(null);
  const step = useStep([['board'], ['cases'], ['my-work']]);
  const cases = useInfiniteQuery({
    queryKey: ['cases', 'of', worker.account.id], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<List<CaseRow>>(`/cases?state=active&lead=${worker.account.id}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`, signal), getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = cases.data?.pages.flatMap((p) => p.items) ?? [];
  const target = workers.find((w) => w.account.id === to);
  const check = () => {
    const found = [...(chosen.length === 0 ? [{ id: `${id}c`, message: t('needCases') }] : []), ...(to === '' ? [{ id: `${id}t`, message: t('needTarget') }] : []), ...(reason.trim() === '' ? [{ id: `${id}r`, message: t('needReason') }] : [])];
    setErrors(found);
    return found.length === 0;
  };
  const send = async (previewOnly: boolean) => {
    if (!check()) return;
    let answer: Preview | null = null;
    const ok = await step.run(async (key) => { answer = await api.post<Preview>('/board/reassign', { case_ids: chosen, to, reason: reason.trim(), preview: previewOnly }, { key: previewOnly ? crypto.randomUUID() : key }); }, previewOnly ? t('previewTitle') : t('reassigned', { n: chosen.length }));
    if (ok && previewOnly) setPreview(answer);
    else if (ok) onClose();
  };
  const changed = <A,>(set: (value: A) => void) => (value: A) => { setPreview(null); set(value); };
  return (
    <Dialog wide title={t('reassignTitle', { name: worker.account.name })} onClose={onClose} foot={preview ? <Button look="main" busy={step.busy} onClick={() => void send(false)}>{t('confirm', { n: chosen.length })}</Button> : <Button busy={step.busy} onClick={() => void send(true)}>{t('preview')}</Button>}>
      <ErrorSummary errors={errors} problem={step.problem} />
      {cases.isPending ? <Loading lines={3} /> : cases.isError ? <ProblemView error={cases.error} /> : rows.length === 0 && !cases.hasNextPage ? <p className="meta">{t('noCases')}</p> : (
        <>
          <ChoiceField id={`${id}c`} label={t('chooseCases')} many values={chosen} onChange={changed(setChosen)} choices={rows.map((c) => ({ code: c.id, label: `${c.case_no ?? ''} ${c.person?.name ?? ''} ${term('short', c.programme)}` }))} />
          <div className="field-row">
            <Button look="light" onClick={() => changed(setChosen)(rows.map((c) => c.id))}>{t('allCases')}</Button>
            {cases.hasNextPage ? <Button look="light" busy={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>…</Button> : null}
          </div>
        </>
      )}
      <SelectField id={`${id}t`} label={t('reassignTo')} value={to} empty={t('chooseWorker')} onChange={changed(setTo)} choices={workers.filter((w) => w.account.id !== worker.account.id).map((w) => ({ code: w.account.id, label: `${w.account.name} ${w.open}` }))} />
      <TextField id={`${id}r`} label={t('reassignReason')} maxLength={300} value={reason} onChange={(v) => changed(setReason)(v ?? '')} />
      {preview && target ? (
        <div className="note" role="status">
          <h3>{t('previewTitle')}</h3>
          <p>{t('previewLine', { name: worker.account.name, a: worker.open, b: worker.open - chosen.length })}</p>
          <p>{t('previewLine', { name: target.account.name, a: target.open, b: target.open + chosen.length })}</p>
        </div>
      ) : null}
    </Dialog>
  );
}
