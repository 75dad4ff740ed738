import { useState } from 'react';
import { api, Problem } from '../../api/client.ts';
import { useReference } from '../../api/queries.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { now } from '../../lib/now.ts';
import { parseTime, taipeiDate, taipeiInstant } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { TimeField } from '../../ui/RocDateField.tsx';
import { ErrorSummary, type FieldError } from '../../ui/State.tsx';
import { deskMessages } from './messages.ts';

/** A call that was advice: logged and counted apart, never a report. */
export function AdviceDialog({ startedAt, township, note: given, onClose, onSaved }: { startedAt: number; township: string; note: string; onClose: () => void; onSaved: (endedAt: number) => void }) {
  const t = useT(deskMessages);
  const language = useLang();
  const reference = useReference();
  const [topic, setTopic] = useState('');
  const [town, setTown] = useState(township);
  const [caller, setCaller] = useState('');
  const [note, setNote] = useState(given);
  const [callBack, setCallBack] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const save = async () => {
    const time = callBack.trim() === '' ? null : parseTime(callBack);
    const wrong = [...(topic ? [] : [{ id: 'advice-topic', message: t('needTopic') }]), ...(callBack.trim() !== '' && time === null ? [{ id: 'advice-back', message: t('badTime') }] : [])];
    setErrors(wrong);
    setProblem(null);
    if (wrong.length > 0) return;
    setBusy(true);
    const ended = now();
    // a call-back time that is past for today means tomorrow
    const today = time === null ? null : taipeiInstant(taipeiDate(ended), time);
    const back = today === null ? null : Date.parse(today) > ended ? today : new Date(Date.parse(today) + 86_400_000).toISOString();
    try {
      await api.post('/calls', { started_at: new Date(startedAt).toISOString(), ended_at: new Date(ended).toISOString(), topic, township: town || null, caller_class: caller || null, note: note.trim() || null, call_back_at: back }, { key });
      onSaved(ended);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const list = (name: string) => (reference?.codes[name] ?? []).map((c) => ({ code: c.code, label: c[language] }));
  return (
    <Dialog title={t('adviceTitle')} onClose={onClose} foot={<Button look="main" type="submit" form="advice" busy={busy} keys="Ctrl+Enter">{t('saveAdvice')}</Button>}>
      <form id="advice" className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <p className="meta">{t('adviceHint')}</p>
        <ErrorSummary errors={errors} problem={problem} />
        <SelectField id="advice-topic" label={t('topic')} required startHere value={topic} onChange={setTopic} empty={t('chooseTopic')} choices={list('call_topic')} error={errors.find((e) => e.id === 'advice-topic')?.message} />
        <SelectField label={t('callerClass')} value={caller} onChange={setCaller} empty="—" choices={list('reporter_class')} />
        <SelectField label={t('township')} value={town} onChange={setTown} empty="—" choices={(reference?.townships ?? []).map((c) => ({ code: c.code, label: language === 'zh' ? c.name_zh : c.name_en }))} />
        <TextField label={t('note')} multiline rows={4} maxLength={4000} value={note} onChange={(v) => setNote(v ?? '')} />
        <TimeField id="advice-back" label={t('callBackAt')} value={callBack} onChange={setCallBack} error={errors.find((e) => e.id === 'advice-back')?.message} />
      </form>
    </Dialog>
  );
}
