import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { ReportReceipt } from '../../api/types.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Status } from '../../ui/Status.tsx';
import styles from './desk.module.css';
import { deskMessages } from './messages.ts';

/** Number, time and who has it now. */
export function Receipt({ receipt, onNext, nextWords, review }: { receipt: ReportReceipt; onNext: () => void; nextWords: string; review: boolean }) {
  const t = useT(deskMessages);
  const language = useLang();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const unit = typeof receipt.unit === 'string' ? receipt.unit : receipt.unit?.name;
  return (
    <section className={`panel ${styles.receipt}`} role="status">
      <h1 ref={heading} tabIndex={-1} className="facts-row"><Status kind="done">{t('doneTitle')}</Status><span>{receipt.report_no}</span></h1>
      <dl className={styles.facts}>
        <div><dt>{t('doneNo')}</dt><dd><b>{receipt.report_no}</b></dd></div>
        <div><dt>{t('receivedAt')}</dt><dd>{rocDateTime(receipt.received_at, language)}</dd></div>
        <div><dt>{t('dueAt')}</dt><dd>{rocDateTime(receipt.due_at, language)}</dd></div>
        {unit ? <div><dt>{t('unit')}</dt><dd>{unit}</dd></div> : null}
      </dl>
      {receipt.warnings.length > 0 ? (
        <div className="note note-due">
          <h3><Icon name="tri" />{t('doneWarnings', { n: receipt.warnings.length })}</h3>
          <ul>{receipt.warnings.map((warning) => <li key={warning.pointer + warning.code}>{warning.message}</li>)}</ul>
        </div>
      ) : null}
      <p className="meta">{t('doneNote')}</p>
      <div className="field-row noprint">
        {review && receipt.id ? <Link href={`/queue/${receipt.id}`} className="btn btn-main">{t('openReview')}</Link> : null}
        <Button onClick={onNext}>{nextWords}</Button>
        <Button look="light" onClick={() => print()}><Icon name="print" />{t('print')}</Button>
      </div>
    </section>
  );
}
