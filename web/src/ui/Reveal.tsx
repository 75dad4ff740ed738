import { useId, useState } from 'react';
import { api, Problem } from '../api/client.ts';
import { useT } from '../i18n/lang.ts';
import { Button, LinkButton } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { TextField } from './Field.tsx';
import { Icon } from './Icon.tsx';
import { ErrorSummary } from './State.tsx';
import { uiMessages } from './messages.ts';

/** A sealed part: one line until a reason is given. The opened text lives only in this component; leaving the page drops it. */
export function Reveal<T>({ what, path, body, children }: { what: string; path: string; body: Record<string, unknown>; children: (opened: T) => React.ReactNode }) {
  const t = useT(uiMessages);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [opened, setOpened] = useState<T | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const formId = useId();
  const ask = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setOpened(await api.post<T>(path, { ...body, reason }));
      setAsking(false);
    } catch (error) {
      setProblem(error instanceof Problem ? error : null);
    } finally {
      setBusy(false);
    }
  };
  if (opened !== null) {
    return (
      <div className="note note-due">
        <span className="facts-row"><Icon name="lock" />{what}<span className="meta">{t('revealed')}</span><LinkButton onClick={() => setOpened(null)}>{t('hide')}</LinkButton></span>
        {children(opened)}
      </div>
    );
  }
  return (
    <p className="facts-row meta">
      <Icon name="lock" />{what}
      <LinkButton className="end" onClick={() => { setReason(''); setAsking(true); }} aria-haspopup="dialog">{t('reveal')}</LinkButton>
      {asking ? (
        <Dialog title={`${what}：${t('reveal')}`} onClose={() => setAsking(false)} foot={<Button look="main" type="submit" form={formId} busy={busy} aria-disabled={reason.trim() === ''}>{t('reveal')}</Button>}>
          <form id={formId} onSubmit={(event) => { event.preventDefault(); if (reason.trim() !== '') void ask(); }}>
            <ErrorSummary errors={[]} problem={problem} />
            <TextField label={t('reason')} hint={t('reasonHint')} required value={reason} onChange={(v) => setReason(v ?? '')} maxLength={200} startHere />
          </form>
        </Dialog>
      ) : null}
    </p>
  );
}
