import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { queryClient } from '../../api/queries.ts';
import type { CallLog, List } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useT } from '../../i18n/lang.ts';
import { now } from '../../lib/now.ts';
import { hhmm, instant, taipeiDate } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useShortcuts } from '../../ui/keys.ts';
import { ErrorSummary } from '../../ui/State.tsx';
import { toast } from '../../ui/Toast.tsx';
import { AdviceDialog } from './AdviceDialog.tsx';
import styles from './desk.module.css';
import { callTime, type DeskDraft, fillFrom, isTouched } from './draft.ts';
import { Directory, Lookup } from './Lookup.tsx';
import { deskMessages } from './messages.ts';
import { Receipt } from './Receipt.tsx';
import { ReportForm } from './ReportForm.tsx';
import { resetDesk, updateDesk, useDesk } from './store.ts';
import { useSubmit } from './useSubmit.ts';

/** The telephone desk: type while they speak; it ends as a report or as a call log. */
export default function PhoneDeskPage() {
  const t = useT(deskMessages);
  const { draft, startedAt, key } = useDesk('phone');
  const [advice, setAdvice] = useState(false);
  const receivedAt = startedAt === null ? null : new Date(startedAt).toISOString();
  const { submit, errors, problem, busy, receipt, clear } = useSubmit(draft, key, receivedAt ?? new Date(now()).toISOString());
  const calls = useQuery({ queryKey: ['calls'], queryFn: ({ signal }) => api.get<List<CallLog>>('/calls', signal) });
  useTitle(t('title'));

  const set = (change: Partial<DeskDraft>) => {
    const next = { ...draft, ...change };
    // the clock of the county starts with the first word, not with the last
    updateDesk('phone', { draft: next, startedAt: startedAt ?? (isTouched(next) ? now() : null) });
  };
  const next = () => {
    resetDesk('phone');
    clear();
    requestAnimationFrame(() => document.getElementById('desk-story')?.focus());
  };
  useEffect(() => { document.getElementById('desk-story')?.focus(); }, []);
  useShortcuts(receipt === null ? [{ keys: 'ctrl Enter', label: t('shortcutSubmit'), run: () => void submit() }] : [{ keys: 'KeyN', label: t('nextCall'), run: next }]);

  if (receipt) return <div className={styles.done}><Receipt receipt={receipt} onNext={next} nextWords={t('nextCall')} review /></div>;
  return (
    <form className={styles.page} noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <header className={styles.bar}>
        <h1>{t('title')}</h1>
        <CallTimer startedAt={startedAt} onStart={() => updateDesk('phone', { startedAt: now() })} />
        {receivedAt ? <span className="meta">{t('callRuns', { at: hhmm(receivedAt) })}</span> : null}
        <span className="end field-row">
          {calls.data ? <span className="meta">{t('todayCalls', { n: calls.data.items.filter((call) => taipeiDate(instant(call.started_at)) === taipeiDate(now())).length })}</span> : null}
          <Button look="light" onClick={() => setAdvice(true)} aria-haspopup="dialog">{t('advice')}</Button>
          <Button look="main" type="submit" busy={busy} keys="Ctrl+Enter">{t('submit')}</Button>
        </span>
      </header>
      <div className={styles.columns}>
        <div className={styles.form}>
          <ErrorSummary errors={errors} problem={problem} />
          <ReportForm draft={draft} set={set} errorFor={(id) => errors.find((e) => e.id === id)?.message} channel="phone" />
          <p className="meta">{t('draftKept')}</p>
        </div>
        <aside className={styles.side} aria-label={t('lookup')}>
          <Lookup subjects={draft.subjects} onUse={(subject, person) => set({ subjects: draft.subjects.map((s) => (s.key === subject.key ? fillFrom(s, person) : s)) })} />
          <Directory />
        </aside>
      </div>
      {advice ? <AdviceDialog startedAt={startedAt ?? now()} township={draft.township} note={draft.narrative} onClose={() => setAdvice(false)} onSaved={(ended) => {
        setAdvice(false);
        toast(t('adviceSaved', { time: callTime(ended - (startedAt ?? ended)) }));
        void queryClient.invalidateQueries({ queryKey: ['calls'] });
        next();
      }} /> : null}
    </form>
  );
}

function CallTimer({ startedAt, onStart }: { startedAt: number | null; onStart: () => void }) {
  const t = useT(deskMessages);
  const [, tick] = useState(0);
  useEffect(() => {
    if (startedAt === null) return;
    const timer = setInterval(() => tick((n) => n + 1), 1_000);
    return () => clearInterval(timer);
  }, [startedAt]);
  if (startedAt === null) return <Button look="light" onClick={onStart}><Icon name="phone" />{t('startCall')}</Button>;
  return <span className={styles.timer} role="timer" aria-label={t('call')}><Icon name="phone" /><b>{callTime(now() - startedAt)}</b></span>;
}
