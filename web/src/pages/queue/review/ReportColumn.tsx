import { saveAttachment } from '../../../ui/download.ts';
import { useEffect, useId, useState } from 'react';
import { Link } from 'wouter';
import { api, Problem } from '../../../api/client.ts';
import { useFieldWords } from '../../../i18n/fields.ts';
import { useT } from '../../../i18n/lang.ts';
import { useTerm } from '../../../i18n/terms.ts';
import { hhmm } from '../../../lib/roc.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Reveal } from '../../../ui/Reveal.tsx';
import { Conflict, showValue } from '../../../ui/State.tsx';
import { toast } from '../../../ui/Toast.tsx';
import { reviewMessages } from './messages.ts';
import type { Work } from './ReviewPane.tsx';
import styles from './review.module.css';

/** What was reported: danger first, then facts, the de-identified summary, and what is sealed. */
export function ReportColumn({ work }: { work: Work }) {
  const { report } = work;
  const t = useT(reviewMessages);
  const term = useTerm();
  const words = useFieldWords(report.kinds);
  const signs = report.danger.filter((sign) => sign.code !== 'immediate_danger');
  const danger = new Set(report.danger.map((sign) => sign.code));
  const facts = Object.entries(report.facts).filter(([code, value]) => !danger.has(code) && value !== null && value !== '' && code !== 'immediate_danger');
  const respondents = report.subjects.filter((subject) => subject.role === 'respondent' || subject.role === 'suspected_abuser');
  const title = useId();
  return (
    <section className={styles.col} aria-labelledby={title}>
      <header>
        <h2 id={title}>{t('reportCol')}</h2>
        {report.incident && report.incident.reports.length > 1 ? (
          <nav className="seg" aria-label={t('sameIncidentReports')}>
            {report.incident.reports.map((other) => <Link key={other.id} href={`/queue/${other.id}`} aria-current={other.id === report.id ? 'true' : undefined}>{hhmm(other.received_at)}{term('source', other.source)}</Link>)}
          </nav>
        ) : null}
      </header>
      <dl className={styles.facts}>
        {signs.map((sign) => (
          <div key={sign.code}><dt>{words.label(sign.code)}</dt><dd className={styles.risk}>{words.value(sign.code, sign.value)}</dd></div>
        ))}
        {respondents.map((subject) => (
          <div key={subject.id}><dt>{term(`role:${report.kinds[0] ?? ''}`, subject.role)}</dt><dd>{[subject.person?.name ?? subject.name ?? subject.nickname ?? t('unknown'), subject.age ?? subject.age_estimated ?? ''].join(' ')}</dd></div>
        ))}
        {facts.map(([code, value]) => <div key={code}><dt>{words.label(code)}</dt><dd>{words.value(code, value)}</dd></div>)}
        <div><dt>{t('reporterClass')}</dt><dd>{[report.reporter.class ? term('reporter_class', report.reporter.class) : t('unknown'), report.reporter.anonymous ? t('anonymous') : '', report.reporter.reply_wanted ? t('replyWanted') : ''].filter(Boolean).join('，')}</dd></div>
        {report.external_no ? <div><dt>{t('externalNo')}</dt><dd>{report.external_no}</dd></div> : null}
      </dl>
      <Summary work={work} />
      <div className={styles.seals}>
        {report.narrative.sealed ? <Reveal<{ text?: string }> what={t('sealedNarrative')} path={`/reports/${report.id}/reveal`} body={{ part: 'narrative' }}>{(opened) => <p className={styles.story}>{opened.text}</p>}</Reveal> : null}
        {report.reporter.sealed ? <Reveal<Record<string, unknown>> what={t('sealedReporter')} path={`/reports/${report.id}/reveal`} body={{ part: 'reporter' }}>{(opened) => <Opened value={opened} />}</Reveal> : null}
        {report.place === null ? null : <Reveal<{ text?: string }> what={t('sealedPlace')} path={`/reports/${report.id}/reveal`} body={{ part: 'place' }}>{(opened) => <p>{opened.text}</p>}</Reveal>}
        {report.subjects.filter((subject) => subject.phone_given).map((subject) => (
          <Reveal<{ text?: string }> key={subject.id} what={t('sealedPhone', { who: subject.person?.name ?? subject.name ?? t('unknown') })} path={`/reports/${report.id}/reveal`} body={{ part: `subject_phone:${subject.id}` }}>{(opened) => <p>{opened.text}</p>}</Reveal>
        ))}
        {report.answers !== null && 'restricted' in report.answers ? <Reveal<Record<string, unknown>> what={t('sealedAnswers')} path={`/reports/${report.id}/reveal`} body={{ part: 'answers' }}>{(opened) => <Opened value={opened} />}</Reveal> : null}
      </div>
      {report.attachments.length > 0 ? (
        <>
          <h3>{t('attachments', { n: report.attachments.length })}</h3>
          <ul className="stack">{report.attachments.map((file) => <li key={file.id}><LinkButton onClick={() => void saveAttachment(file.id, file.name)}>{t('openAttachment', { name: file.name })}</LinkButton></li>)}</ul>
        </>
      ) : null}
    </section>
  );
}

function Opened({ value }: { value: Record<string, unknown> }) {
  const words = useFieldWords();
  const inner = (typeof value['object'] === 'object' && value['object'] !== null ? value['object'] : value) as Record<string, unknown>;
  return <dl className={styles.facts}>{Object.entries(inner).filter(([, v]) => v !== null && v !== '').map(([code, v]) => <div key={code}><dt>{words.label(code)}</dt><dd>{words.value(code, v)}</dd></div>)}</dl>;
}

function Summary({ work }: { work: Work }) {
  const { report } = work;
  const t = useT(reviewMessages);
  const [draft, setDraft] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => { setDraft(null); setConflict(null); }, [report.id]);
  const save = async () => {
    setBusy(true);
    try {
      const version = await work.ensureClaim();
      if (version === null) return;
      await api.put(`/reports/${report.id}/summary`, { summary: draft }, version);
      setDraft(null);
      setConflict(null);
      toast(t('savedSummary'));
      await work.reload();
    } catch (error) {
      if (error instanceof Problem && error.conflict) setConflict(error);
      else await work.act(() => Promise.reject(error as Error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.summary}>
      {conflict ? <Conflict problem={conflict} label={() => t('summary')} show={showValue} onReload={() => { setConflict(null); void work.reload(); }} /> : null}
      {draft === null ? (
        <>
          <p className={styles.story}>{report.summary ?? <span className="hint">{t('noSummary')}</span>}</p>
          {work.mayDecide ? <LinkButton onClick={() => setDraft(report.summary ?? '')}>{t('editSummary')}</LinkButton> : null}
        </>
      ) : (
        <>
          <TextField label={t('summary')} hint={t('summaryHint')} multiline rows={6} value={draft} onChange={(v) => setDraft(v ?? '')} maxLength={2000} />
          <Button onClick={() => void save()} busy={busy}><Icon name="tick" />{t('saveSummary')}</Button>
        </>
      )}
    </div>
  );
}
