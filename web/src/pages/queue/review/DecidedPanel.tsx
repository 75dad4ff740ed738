import { useId } from 'react';
import { useT } from '../../../i18n/lang.ts';
import { useTerm } from '../../../i18n/terms.ts';
import { Status, When } from '../../../ui/Status.tsx';
import { useHistoryWords } from './historyWords.ts';
import { reviewMessages } from './messages.ts';
import type { Work } from './ReviewPane.tsx';
import styles from './review.module.css';

/** What people decided: solid lines with name and time. */
export function DecidedPanel({ work }: { work: Work }) {
  const { report } = work;
  const t = useT(reviewMessages);
  const term = useTerm();
  const say = useHistoryWords();
  const title = useId();
  const each = report.history.some((entry) => entry.kind === 'decision');
  // the report's own 「決定」 says nothing that its decisions do not say better
  const decisions = report.history.filter((entry) => !(each && entry.kind === 'decided') && ['decided', 'decision', 'countersigned', 'assigned', 'accepted', 'incident_joined', 'joined'].includes(entry.kind));
  return (
    <section className={styles.decide} aria-labelledby={title}>
      <header>
        <h2 id={title}>{t('decidedTitle')}</h2>
        <span className="grow" />
        <Status kind="done">{term('outcome', report.outcome)}{report.decided_by ? <span>{report.decided_by.name}</span> : null}{report.decided_at ? <When at={report.decided_at} /> : null}</Status>
      </header>
      <ol className={styles.decisions}>
        {decisions.map((entry, i) => (
          <li key={i} className="dec"><span>{say(entry)}</span><span className="facts-row meta"><span>{entry.actor?.name}</span><When at={entry.at} /></span></li>
        ))}
        {decisions.length === 0 ? <li className="meta">{t('noDecisions')}</li> : null}
      </ol>
    </section>
  );
}
