import { useEffect, useRef, useState } from 'react';
import { api, Problem } from '../../api/client.ts';
import type { Warning } from '../../api/types.ts';
import { useForms } from '../../api/queries.ts';
import { askedOf, visible } from '../../ui/PackFields.tsx';
import { useLang, useT } from '../../i18n/lang.ts';
import { now } from '../../lib/now.ts';
import { rocDate } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorSummary, type FieldError } from '../../ui/State.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { CheckStep } from './CheckStep.tsx';
import { type Draft, emptyDraft, problemsOf, type Step, steps, toReport } from './draft.ts';
import { publicMessages } from './messages.ts';
import { CallBlock, PublicShell } from './PublicShell.tsx';
import { Receipt, type Received } from './Receipt.tsx';
import { DangerStep, DetailsStep, ReporterStep, StoryStep, SubjectsStep, WhereStep } from './steps.tsx';
import { sendWorking } from './work.ts';
import styles from './public.module.css';

/** Seven steps, one question group a page. Everything lives in this component; leaving the page forgets it. */
export default function ReportPage() {
  const [received, setReceived] = useState<Received | null>(null);
  return (
    <PublicShell here="report">
      {received ? <Receipt received={received} onAnother={() => setReceived(null)} /> : <Wizard onReceived={setReceived} />}
    </PublicShell>
  );
}

function Wizard({ onReceived }: { onReceived: (received: Received) => void }) {
  const t = useT(publicMessages);
  const language = useLang();
  const forms = useForms();
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [at, setAt] = useState(0);
  const [returnTo, setReturnTo] = useState(false);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [computing, setComputing] = useState(false);
  // One key for the whole report: pressing send again after a lost answer never makes a second one.
  const key = useRef(crypto.randomUUID());
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  const step = steps[at] as Step;

  useEffect(() => {
    if (first.current) first.current = false;
    else heading.current?.focus();
  }, [at]);
  useBackButton(at, setAt);

  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const errorsOf = (of: Step): FieldError[] => problemsOf(draft, of).map((p) => ({ id: p.id, message: t(p.key) }));
  const go = (to: number) => {
    setErrors([]);
    setProblem(null);
    setAt(to);
  };
  const next = () => {
    const found = errorsOf(step);
    setErrors(found);
    if (found.length > 0) return;
    if (step === 'check') void send();
    else if (returnTo) go(steps.length - 1);
    else go(at + 1);
    setReturnTo(false);
  };
  const dayWords = () =>
    draft.when === 'unknown' ? t('unknownWords') : draft.when === 'today' ? t('todayWords') : draft.when === 'day' && draft.day.iso ? t('dayWords', { day: rocDate(draft.day.iso, language) }) : null;
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const report = { ...toReport(draft, now(), dayWords(), askedOf(forms, draft.kinds).filter((field) => visible(field, draft.answers)).map((field) => field.code)), website: draft.website || undefined };
      const answer = await sendWorking((headers) => api.post<{ received_at: string; tracking_code: string; warnings: Warning[] }>('/public/reports', report, { key: key.current, headers }), () => setComputing(true));
      onReceived(answer);
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem({ title: '', status: 0 }));
    } finally {
      setBusy(false);
      setComputing(false);
    }
  };
  const parts = { draft, set, errorFor: (id: string) => errors.find((e) => e.id === id)?.message };
  const upcoming = steps[at + 1];
  return (
    <>
      <CallBlock slim={step !== 'danger'} />
      <form className={styles.form} autoComplete="off" noValidate onSubmit={(event) => { event.preventDefault(); if (!busy) next(); }}>
        <div>
          <p className={styles.step}><span>{t('stepOf', { n: at + 1, total: steps.length })}</span><span>{upcoming ? t('nextIs', { name: t(`step.${upcoming}`) }) : t('lastStep')}</span></p>
          <div className={styles.prog} aria-hidden="true">{steps.map((s, i) => <i key={s} data-on={i <= at ? '' : undefined} />)}</div>
          <h1 id="question" ref={heading} tabIndex={-1}>{t(`step.${step}`)}</h1>
        </div>
        <ErrorSummary errors={errors} />
        {problem ? <SendProblem problem={problem} /> : null}
        <div role="status">{computing ? <p className="note">{t('computing')}</p> : null}</div>
        {step === 'danger' ? <DangerStep {...parts} /> : null}
        {step === 'subjects' ? <SubjectsStep {...parts} /> : null}
        {step === 'story' ? <StoryStep {...parts} /> : null}
        {step === 'details' ? <DetailsStep {...parts} /> : null}
        {step === 'where' ? <WhereStep {...parts} /> : null}
        {step === 'reporter' ? <ReporterStep {...parts} /> : null}
        {step === 'check' ? <CheckStep draft={draft} onChange={(to) => { setReturnTo(true); go(steps.indexOf(to)); }} /> : null}
        <div className={styles.acts}>
          <Button look="main" type="submit" busy={busy}>
            {busy ? t('sending') : step === 'check' ? t('send') : returnTo || step === 'reporter' ? t('toCheck') : t('goOn', { name: t(`step.${upcoming as Step}`) })}
          </Button>
          {at > 0 ? <Button look="light" onClick={() => go(at - 1)}>{t('back')}</Button> : null}
        </div>
        <p className={styles.safe}>{t('nothingKept')}</p>
      </form>
    </>
  );
}

/** What went wrong while sending; the text is still here, and the telephone numbers stand beside it. */
function SendProblem({ problem }: { problem: Problem }) {
  const t = useT(publicMessages);
  if (problem.status !== 429 && problem.status !== 503) return <ErrorSummary errors={[]} problem={problem} />;
  return (
    <div className="note note-due" role="alert">
      <h2><Icon name="tri" />{t('busyTitle')}</h2>
      <p>{problem.retryAfter === null ? t('busyTextNoTime') : t('busyText', { n: problem.retryAfter })}</p>
    </div>
  );
}

/** The Back button of a telephone goes one step back instead of losing everything. One extra entry, same neutral title, no state in it. */
function useBackButton(at: number, setAt: (to: number) => void): void {
  const guarded = useRef(false);
  const step = useRef(at);
  useEffect(() => {
    step.current = at;
    if (at > 0 && !guarded.current) {
      history.pushState(null, '', location.href);
      guarded.current = true;
    }
  }, [at]);
  useEffect(() => {
    const onBack = () => {
      guarded.current = false;
      if (step.current > 0) setAt(step.current - 1);
    };
    addEventListener('popstate', onBack);
    return () => removeEventListener('popstate', onBack);
  }, [setAt]);
}
