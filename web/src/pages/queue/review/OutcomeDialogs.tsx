import { type ReactNode, useState } from 'react';
import { api } from '../../../api/client.ts';
import { useReference } from '../../../api/queries.ts';
import type { Outcome, Suggestion } from '../../../api/types.ts';
import { useLang, useT } from '../../../i18n/lang.ts';
import { now } from '../../../lib/now.ts';
import { hhmm } from '../../../lib/roc.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ChoiceField, SelectField, TextField } from '../../../ui/Field.tsx';
import { ErrorSummary, type FieldError } from '../../../ui/State.tsx';
import { toast } from '../../../ui/Toast.tsx';
import { useTerm } from '../../../i18n/terms.ts';
import { useCommit } from './CommitDialog.tsx';
import type { DraftItem } from './draft.ts';
import { reviewMessages } from './messages.ts';
import { useReasonWords } from './reasonWords.ts';
import type { Work } from './ReviewPane.tsx';

/** A dialog with one form: Ctrl+Enter and the button, named for what it does, send it. */
function FormDialog({ title, action, busy, onSubmit, onClose, children }: { title: string; action: string; busy?: boolean; onSubmit: () => void; onClose: () => void; children: ReactNode }) {
  return (
    <Dialog title={title} onClose={onClose} foot={<Button look="main" type="submit" form="outcome" busy={busy ?? false} keys="Ctrl+Enter">{action}</Button>}>
      <form id="outcome" className="stack" noValidate onSubmit={(event) => { event.preventDefault(); onSubmit(); }}>
        {children}
      </form>
    </Dialog>
  );
}

/** 不派案 needs a reason and the supervisor's countersign in the same shift. 諮詢結案 stands beside it. */
export function NotDispatchDialog({ work, make, onClose, onDone }: { work: Work; make: (more: Partial<DraftItem>) => DraftItem[]; onClose: () => void; onDone: () => void }) {
  const t = useT(reviewMessages);
  const term = useTerm();
  const language = useLang();
  const reference = useReference();
  const reasons = reference?.codes['not_dispatched_reason'] ?? reference?.codes['not_dispatch_reason'] ?? [];
  const [outcome, setOutcome] = useState<Outcome>('not_dispatched');
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const { commit, busy, problem } = useCommit(work, onDone);
  const submit = async () => {
    const wrong = outcome === 'not_dispatched' && !reason ? [{ id: 'not-reason', message: t('missing.reason') }] : [];
    setErrors(wrong);
    if (wrong.length === 0 && (await commit(make({ outcome, reason_code: outcome === 'not_dispatched' ? reason : '', note }), null))) onClose();
  };
  return (
    <FormDialog title={t('notTitle')} action={outcome === 'advice' ? t('adviceCommit') : t('notCommit')} busy={busy} onSubmit={() => void submit()} onClose={onClose}>
      <ErrorSummary errors={errors} problem={problem} />
      <ChoiceField label={t('outcomeCol')} values={[outcome]} onChange={([next]) => setOutcome(next as Outcome)} choices={[{ code: 'not_dispatched', label: term('outcome', 'not_dispatched') }, { code: 'advice', label: term('outcome', 'advice') }]} />
      {outcome === 'not_dispatched' ? (
        <>
          <SelectField id="not-reason" label={t('reasonCode')} required value={reason} onChange={setReason} empty={t('missing.reason')} choices={reasons.map((r) => ({ code: r.code, label: r[language] }))} startHere error={errors[0]?.message} />
          <p className="meta">{t('countersignNote')}</p>
        </>
      ) : null}
      <TextField label={t('note')} multiline rows={3} value={note} onChange={(v) => setNote(v ?? '')} maxLength={500} />
    </FormDialog>
  );
}

export function MoreInfoDialog({ work, send, onClose }: { work: Work; send: (note: string) => Promise<unknown>; onClose: () => void }) {
  const t = useT(reviewMessages);
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async () => {
    const wrong = note.trim() ? [] : [{ id: 'more-note', message: t('moreHint') }];
    setErrors(wrong);
    if (wrong.length > 0 || (await work.ensureClaim()) === null) return;
    onClose();
    await work.act(() => send(note.trim()));
  };
  return (
    <FormDialog title={t('moreTitle')} action={t('moreCommit')} onSubmit={() => void submit()} onClose={onClose}>
      <ErrorSummary errors={errors} />
      <TextField id="more-note" label={t('note')} hint={t('moreHint')} required multiline rows={3} value={note} onChange={(v) => setNote(v ?? '')} maxLength={500} startHere />
    </FormDialog>
  );
}

const waits = [10, 20, 30, 60];

export function SnoozeDialog({ work, onClose }: { work: Work; onClose: () => void }) {
  const t = useT(reviewMessages);
  const [minutes, setMinutes] = useState('20');
  const submit = async () => {
    const until = new Date(now() + Number(minutes) * 60_000).toISOString();
    if ((await work.ensureClaim()) === null) return;
    onClose();
    await work.act(async () => {
      await api.post(`/reports/${work.report.id}/snooze`, { until });
      toast(t('snoozed', { at: hhmm(until) }));
    });
  };
  return (
    <FormDialog title={t('snoozeTitle')} action={t('minutes', { n: minutes })} onSubmit={() => void submit()} onClose={onClose}>
      <ChoiceField label={t('later')} hint={t('snoozeHint')} values={[minutes]} onChange={([next]) => setMinutes(next ?? '20')} choices={waits.map((n) => ({ code: String(n), label: t('minutes', { n }) }))} />
    </FormDialog>
  );
}

/** The machine says why it thinks two reports are one event; the screener joins them. */
export function SameIncidentDialog({ work, suggestion, make, onClose, onDone }: { work: Work; suggestion: Suggestion | undefined; make: (reportId: string) => DraftItem[]; onClose: () => void; onDone: () => void }) {
  const t = useT(reviewMessages);
  const reasonWords = useReasonWords();
  const same = suggestion?.same_incident ?? null;
  const { commit, busy, problem } = useCommit(work, onDone);
  if (same === null) return <Dialog title={t('sameTitle')} onClose={onClose}><p>{t('sameNone')}</p></Dialog>;
  return (
    <FormDialog title={t('sameTitle')} action={t('sameCommit')} busy={busy} onSubmit={() => void commit(make(same.report_id), null).then((done) => { if (done) onClose(); })} onClose={onClose}>
      <ErrorSummary errors={[]} problem={problem} />
      <div className="sug note">
        <p>{t('sameText', { no: same.report_no })}</p>
        <ul>{same.reasons.map((reason, i) => <li key={i}>{reasonWords(reason)}</li>)}</ul>
      </div>
    </FormDialog>
  );
}
