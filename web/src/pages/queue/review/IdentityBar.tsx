import { useState } from 'react';
import { api } from '../../../api/client.ts';
import type { Suggestion } from '../../../api/types.ts';
import { useLang, useT } from '../../../i18n/lang.ts';
import { useTerm } from '../../../i18n/terms.ts';
import { useJobTitle } from '../../../i18n/titles.ts';
import { hhmm, rocDateTime } from '../../../lib/roc.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { uiMessages } from '../../../ui/messages.ts';
import { DueStatus, Status, Tag, TimeLeft, When } from '../../../ui/Status.tsx';
import { queueMessages } from '../messages.ts';
import { directRule, grouped } from '../flags.ts';
import { useFlagWords, useKinds, useSubjectFacts, useTownship } from '../words.ts';
import { reviewMessages } from './messages.ts';
import type { Work } from './ReviewPane.tsx';
import styles from './review.module.css';
import { RuleDialog } from './RuleDialog.tsx';
import { useHistoryWords } from './historyWords.ts';

/** Who, what, where, how long: stays on top while the columns scroll. */
export function IdentityBar({ work, mine, suggestion }: { work: Work; mine: boolean; suggestion: Suggestion | undefined }) {
  const { report } = work;
  const t = useT(reviewMessages);
  const q = useT(queueMessages);
  const ui = useT(uiMessages);
  const language = useLang();
  const term = useTerm();
  const kinds = useKinds();
  const subject = useSubjectFacts();
  const town = useTownship();
  const words = useFlagWords();
  const [open, setOpen] = useState<'none' | 'history' | 'rule'>('none');
  const rule = suggestion ? directRule(suggestion) : null;
  const times = ([['happened', report.times.happened], ['known', report.times.known], ['reported', report.times.reported], ['recorded', report.times.recorded]] as const).filter(([, at]) => at !== null);
  return (
    <header className={styles.idbar}>
      <div className={styles.idline}>
        <h2 id="review-title" className="facts-row">{subject(report).map((fact) => <span key={fact}>{fact}</span>)}</h2>
        <span>{kinds(report)}</span>
        <span>{town(report.township)}</span>
        <span>{t('sourceReport', { source: term('source', report.source) })}</span>
        <span className={styles.clock}>
          {report.state === 'pending' ? <><span className="meta">{t('dueAt', { at: rocDateTime(report.due_at, language, { year: false }) })}</span><b><TimeLeft due={report.due_at} start={report.received_at} /></b></> : <Status kind="done">{t('decidedTitle')}</Status>}
        </span>
      </div>
      <div className={styles.chips}>
        {report.immediate_danger === true ? <Status kind="danger">{q('danger')}</Status> : null}
        {report.state === 'pending' ? <DueStatus due={report.due_at} start={report.received_at} words={{ due: q('due'), over: q('over') }} /> : null}
        {grouped(report.flags.filter((flag) => flag.code !== 'direct_dispatch')).map((group) => group[0]!.machine
          ? <span className="tag sug" key={group[0]!.code}><span className="sug-word">{ui('suggestion')}</span>{group.map((flag) => flag.code === 'unlisted_minors' ? <b key={flag.code}>{words(flag)}</b> : <span key={flag.code}>{words(flag)}</span>)}</span>
          : group.map((flag) => <Tag key={flag.code} strong={flag.code === 'unlisted_minors'}>{words(flag)}</Tag>))}
        {report.flags.filter((flag) => flag.code === 'direct_dispatch').map((flag) => (
          <button type="button" key={flag.code} className="tag" aria-haspopup="dialog" onClick={() => setOpen('rule')}>{words(flag)}<u>{t('seeDirect')}</u></button>
        ))}
      </div>
      <div className={`meta ${styles.idmeta}`}>
        <span>{t('reportNo', { no: report.report_no })}</span>
        <span>{t('received', { at: hhmm(report.times.received) })}</span>
        {times.map(([which, at]) => <span key={which} className={styles.time} title={rocDateTime(at!, language)}><span>{t(which)}</span><span>{hhmm(at!)}</span></span>)}
        <span>{report.claimed_by === null ? (report.state === 'pending' ? t('unclaimed') : '') : mine ? t('claimedByMe') : t('claimedBy', { who: report.claimed_by.name })}</span>
        <LinkButton onClick={() => setOpen('history')} aria-haspopup="dialog">{t('history', { n: report.history.length })}</LinkButton>
        <span className="end">
          {report.state !== 'pending' ? null
            : mine ? <LinkButton title={t('idle')} onClick={() => void work.act(() => api.post(`/reports/${report.id}/release`))}>{t('release')}</LinkButton>
            : report.claimed_by === null ? <Button look="light" className={styles.small} title={t('idle')} onClick={() => void work.ensureClaim().then((version) => (version === null ? undefined : work.reload()))}>{t('claim')}</Button> : null}
        </span>
      </div>
      {open === 'rule' ? <RuleDialog rule={rule} onClose={() => setOpen('none')} /> : null}
      {open === 'history' ? <HistoryDialog work={work} onClose={() => setOpen('none')} /> : null}
    </header>
  );
}

function HistoryDialog({ work, onClose }: { work: Work; onClose: () => void }) {
  const jobTitle = useJobTitle();
  const t = useT(reviewMessages);
  const say = useHistoryWords();
  return (
    <Dialog title={t('historyTitle')} onClose={onClose} wide>
      <ol className={styles.history}>
        {[...work.report.history].reverse().map((entry, i) => (
          <li key={i}>
            <When at={entry.at} full />
            <span>{say(entry)}</span>
            <span className="meta">{entry.actor ? [entry.actor.name, jobTitle(entry.actor.title)].filter(Boolean).join('　') : ''}</span>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
