import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api, Problem } from '../../api/client.ts';
import type { Alert } from '../../api/types.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { now } from '../../lib/now.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { ErrorSummary, type FieldError } from '../../ui/State.tsx';
import { toast } from '../../ui/Toast.tsx';
import { peopleMessages } from './messages.ts';
import { useWord } from './useFamilyWords.ts';
import styles from './people.module.css';

/** What to know before ringing the bell. Always at the top, never behind a tab. */
export function AlertsBar({ householdId, alerts }: { householdId: string; alerts: readonly Alert[] }) {
  const t = useT(peopleMessages);
  const word = useWord();
  const language = useLang();
  const [adding, setAdding] = useState(false);
  return (
    <section className={alerts.length > 0 ? styles.alerts : styles.noAlerts} aria-labelledby="alerts">
      <h2 id="alerts">{t('alerts')}</h2>
      {alerts.length === 0 ? <span>{t('noAlerts')}</span> : (
        <ul>
          {alerts.map((a) => (
            <li key={a.id} title={[a.by ? t('alertBy', { who: a.by.name }) : '', rocDateTime(a.at, language), a.review_at ? t('review', { at: rocDateTime(a.review_at, language) }) : ''].filter(Boolean).join(' ')}>
              <Icon name="tri" /><span><b>{word('alert', a.kind)}</b>{a.note ? `${language === 'zh' ? '，' : ', '}${a.note}` : ''}</span>
            </li>
          ))}
        </ul>
      )}
      <LinkButton className={`end noprint ${styles.add}`} onClick={() => setAdding(true)} aria-haspopup="dialog">{t('addAlert')}</LinkButton>
      {adding ? <AddAlert householdId={householdId} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

const kinds = ['respondent_may_be_home', 'no_voicemail', 'child_whereabouts_unknown', 'weapon', 'other'] as const;

function AddAlert({ householdId, onClose }: { householdId: string; onClose: () => void }) {
  const t = useT(peopleMessages);
  const client = useQueryClient();
  const [kind, setKind] = useState<string>(kinds[0]);
  const [note, setNote] = useState('');
  const [hours, setHours] = useState('12');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const formId = useId();
  const save = async () => {
    if (note.trim() === '') {
      setErrors([{ id: 'alert-note', message: t('needNote') }]);
      return;
    }
    setErrors([]);
    setBusy(true);
    try {
      const after = Number(hours);
      await api.post(`/households/${householdId}/alerts`, { kind, note: note.trim(), review_at: Number.isFinite(after) && after > 0 ? new Date(now() + after * 3_600_000).toISOString() : null });
      await client.invalidateQueries({ queryKey: ['household'] });
      toast(t('alertSaved'));
      onClose();
    } catch (error) {
      setProblem(error instanceof Problem ? error : null);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('addAlert')} onClose={onClose} foot={<Button look="main" type="submit" form={formId} busy={busy}>{t('alertSave')}</Button>}>
      <form id={formId} className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!busy) void save(); }}>
        <ErrorSummary errors={errors} problem={problem} />
        <SelectField label={t('alertKind')} value={kind} onChange={setKind} choices={kinds.map((code) => ({ code, label: t(`alert.${code}`) }))} />
        <TextField id="alert-note" label={t('alertNote')} hint={t('alertNoteHint')} required maxLength={120} value={note} error={errors[0]?.message} onChange={(v) => setNote(v ?? '')} />
        <TextField label={t('alertReview')} inputMode="numeric" maxLength={4} value={hours} onChange={(v) => setHours(v ?? '')} />
      </form>
    </Dialog>
  );
}
