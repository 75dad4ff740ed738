import { useParams } from 'wouter';
import { useTitle } from '../../app/title.ts';
import { useT } from '../../i18n/lang.ts';
import { QueueList } from './QueueList.tsx';
import { queueMessages } from './messages.ts';
import styles from './queue.module.css';
import { ReviewPane } from './review/ReviewPane.tsx';
import { useQueue } from './useQueue.ts';

/** The screening queue and the review beside it; on a tablet one of the two. */
export default function QueuePage() {
  const t = useT(queueMessages);
  const { id } = useParams<{ id?: string }>();
  const queue = useQueue();
  useTitle(t('tabTitle', { n: queue.header?.pending ?? 0 }));
  return (
    <div className={`${styles.page}${id ? ` ${styles.withOpen}` : ''}`}>
      <QueueList queue={queue} openId={id ?? null} />
      <section className={styles.detail} aria-label={t('detail')}>
        {id ? <h1 className={styles.narrowTitle}>{t('title')}</h1> : null}
        {id ? <ReviewPane key={id} id={id} onDecided={queue.apply} /> : <div className="state"><h2>{t('choose')}</h2><p className="meta">{t('chooseHint')}</p></div>}
      </section>
    </div>
  );
}
