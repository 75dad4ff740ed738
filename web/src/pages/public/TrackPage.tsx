import { useState } from 'react';
import { api, Problem } from '../../api/client.ts';
import { useT } from '../../i18n/lang.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { ErrorSummary, type FieldError } from '../../ui/State.tsx';
import { Status, type StatusKind } from '../../ui/Status.tsx';
import { normaliseCode } from './draft.ts';
import { publicMessages } from './messages.ts';
import { PublicShell } from './PublicShell.tsx';
import styles from './public.module.css';

type TrackStatus = 'received' | 'in_progress' | 'please_call';
const shapes: Record<TrackStatus, StatusKind> = { received: 'done', in_progress: 'doing', please_call: 'due' };

/** One of three words, whatever the code: the answer tells a stranger nothing. The code travels in a body, never in the address. */
export default function TrackPage() {
  const t = useT(publicMessages);
  const [code, setCode] = useState('');
  const [status, setStatus] = useState<TrackStatus | null>(null);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    const clean = normaliseCode(code);
    setStatus(null);
    setProblem(null);
    if (clean.length !== 17) {
      setErrors([{ id: 'code', message: t('trackNeed') }]);
      return;
    }
    setErrors([]);
    setBusy(true);
    try {
      setStatus((await api.post<{ status: TrackStatus }>('/public/track', { code: clean })).status);
    } catch (error) {
      setProblem(error instanceof Problem ? error : null);
    } finally {
      setBusy(false);
    }
  };
  return (
    <PublicShell here="track">
      <div className={styles.gap} />
      <form className={styles.form} autoComplete="off" noValidate onSubmit={(event) => { event.preventDefault(); if (!busy) void ask(); }}>
        <h1 id="question" tabIndex={-1}>{t('trackQuestion')}</h1>
        <ErrorSummary errors={errors} problem={problem} />
        <TextField id="code" label={t('trackCode')} hint={t('trackHint')} maxLength={40} placeholder="XXXX-XXXX-XXXX-XXXX-X" value={code} error={errors[0]?.message} onChange={(v) => setCode(v ?? '')} />
        <div className={styles.acts}><Button look="main" type="submit" busy={busy}>{t('trackGo')}</Button></div>
        <div role="status">
          {status ? (
            <section className={styles.result} aria-labelledby="result">
              <h2 id="result">{t('trackResult')}</h2>
              <p><Status kind={shapes[status]}>{t(`status.${status}`)}</Status></p>
              <p>{t(`statusText.${status}`)}</p>
            </section>
          ) : null}
        </div>
        <p className={styles.safe}>{t('trackNote')}</p>
      </form>
    </PublicShell>
  );
}
