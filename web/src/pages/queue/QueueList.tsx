import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useAccount, useReference } from '../../api/queries.ts';
import type { QueueRow as Row } from '../../api/types.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { urgency } from '../../lib/left.ts';
import { now, useNow } from '../../lib/now.ts';
import { instant, rocDateTime } from '../../lib/roc.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useLongList } from '../../ui/longlist/useLongList.ts';
import { Loading, ProblemView } from '../../ui/State.tsx';
import { TimeLeft } from '../../ui/Status.tsx';
import { DecidedRow, QueueRow, rowHeight } from './QueueRow.tsx';
import { alarm, setAlarmOn, useAlarmOn } from './alarm.ts';
import { queueMessages } from './messages.ts';
import styles from './queue.module.css';
import { type QueueState, useDecided } from './useQueue.ts';
import { useKinds, useSubjectFacts, useTownship } from './words.ts';

interface Filter { text: string; kind: string; township: string; only: '' | 'danger' | 'mine' | 'unclaimed' | 'due' }
const noFilter: Filter = { text: '', kind: '', township: '', only: '' };

type Item = { type: 'row'; row: Row } | { type: 'head'; n: number } | { type: 'decided'; row: Row } | { type: 'more' };

export function QueueList({ queue, openId }: { queue: QueueState; openId: string | null }) {
  const t = useT(queueMessages);
  const decided = useDecided();
  const [filter, setFilter] = useState(noFilter);
  const matches = useMatcher(filter);
  const filtering = filter.text !== '' || filter.kind !== '' || filter.township !== '' || filter.only !== '';
  const { held, hasMore, loadMore } = queue;
  const rows = useMemo(() => (filtering ? held.rows.filter(matches) : held.rows), [filtering, held.rows, matches]);

  // a filter looks through the whole queue, not only through what has been scrolled to
  useEffect(() => { if (filtering && hasMore) loadMore(); }, [filtering, hasMore, loadMore, held.rows.length]);
  useAlarm(held.waiting);

  const items = useMemo<Item[]>(() => [
    ...rows.map((row) => ({ type: 'row' as const, row })),
    ...(filtering || hasMore || decided.rows.length === 0 ? [] : [{ type: 'head' as const, n: decided.total }, ...decided.rows.map((row) => ({ type: 'decided' as const, row })), ...(decided.loadMore ? [{ type: 'more' as const }] : [])]),
  ], [rows, filtering, hasMore, decided.rows, decided.total, decided.loadMore]);

  const [, navigate] = useLocation();
  const height = (item: Item) => (item.type === 'row' ? rowHeight(item.row) : item.type === 'head' ? 40 : item.type === 'more' ? 44 : 36);
  const rowOf = (i: number) => { const item = items[i]!; return 'row' in item ? item.row.id : null; };
  const list = useLongList({
    count: items.length, size: (i) => height(items[i]!), keyOf: (i) => `${items[i]!.type}${rowOf(i) ?? ''}`, rowOf, start: () => (openId === null ? -1 : items.findIndex((_, i) => rowOf(i) === openId)),
    open: (i) => { const id = rowOf(i); if (id !== null) navigate(`/queue/${id}`); }, hasMore, loadMore,
    words: { next: t('keyNext'), previous: t('keyPrevious'), open: t('keyOpen') },
  });

  return (
    <section className={styles.list} aria-labelledby="queue-title">
      <Head queue={queue} filter={filter} setFilter={setFilter} />
      <Fresh queue={queue} />
      {queue.loading ? <Loading /> : queue.error && held.rows.length === 0 ? <ProblemView error={queue.error} onRetry={() => void queue.refetch()} /> : null}
      {!queue.loading && !queue.error && rows.length === 0 ? (
        <div className={`state ${styles.empty}`}>
          <h2>{t(filtering ? 'emptyFiltered' : 'emptyTitle')}</h2>
          <p>{filtering ? t('emptyFilteredText', { n: queue.total }) : t('emptyText')}</p>
          {filtering ? <Button onClick={() => setFilter(noFilter)}>{t('clearFilter')}</Button> : null}
        </div>
      ) : null}
      <div className={styles.scroll} ref={list.scroller} role="region" aria-label={t('listLabel', { n: queue.total })} tabIndex={-1}>
        <ul style={{ blockSize: `${list.height}px` }} className={styles.items}>
          {list.shown.map((place) => {
            const item = items[place.index]!;
            return (
              <li key={place.key} data-index={place.index} {...(item.type === 'row' ? { 'aria-setsize': queue.total, 'aria-posinset': place.index + 1 } : {})} style={{ transform: `translateY(${place.start}px)`, blockSize: `${place.size}px` }}>
                {item.type === 'row' ? <QueueRow row={item.row} open={item.row.id === openId} />
                  : item.type === 'decided' ? <DecidedRow row={item.row} open={item.row.id === openId} />
                  : item.type === 'head' ? <h2 className={styles.decidedHead}>{t('decidedTonight', { n: item.n })}</h2>
                  : <LinkButton className={styles.more} onClick={decided.loadMore ?? undefined}>{t('moreFlags', { n: decided.total - decided.rows.length })}</LinkButton>}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

function Head({ queue, filter, setFilter }: { queue: QueueState; filter: Filter; setFilter: (filter: Filter) => void }) {
  const t = useT(queueMessages);
  const language = useLang();
  const term = useTerm();
  const reference = useReference();
  const sound = useAlarmOn();
  const [open, setOpen] = useState(false);
  const nowMs = useNow();
  const { header } = queue;
  const on = [filter.kind, filter.township, filter.only].filter(Boolean).length;
  return (
    <header className={styles.head}>
      <div className={styles.headTop}>
        <h1 id="queue-title">{t('title')}</h1>
        <time className="meta" dateTime={new Date(nowMs).toISOString()}>{rocDateTime(new Date(nowMs).toISOString(), language)}</time>
      </div>
      <dl className={styles.kpi}>
        <div><dt>{t('pending')}</dt><dd>{header ? t('reports', { n: header.pending }) : '…'}</dd></div>
        <div><dt>{t('shortest')}</dt><dd>{header?.shortest ? <TimeLeft due={header.shortest.due_at} /> : t('noneLeft')}</dd></div>
        <div><dt>{t(header?.shift?.kind === 'night' || !header?.shift ? 'receivedTonight' : 'receivedShift')}</dt><dd>{header ? t('reports', { n: header.received_tonight }) : '…'}</dd></div>
        <div><dt>{t('onDuty')}</dt><dd>{header?.on_duty?.name ?? t('nobody')}</dd></div>
      </dl>
      <div className={styles.tools}>
        <input type="search" aria-label={t('search')} placeholder={t('searchHint')} value={filter.text} onChange={(event) => setFilter({ ...filter, text: event.target.value })}
          onKeyDown={(event) => { if (event.key === 'Escape') { setFilter({ ...filter, text: '' }); event.currentTarget.blur(); } }} />
        <Button look="light" aria-expanded={open} aria-controls="queue-filter" onClick={() => setOpen(!open)}>{on > 0 ? t('filterOn', { n: on }) : t('filter')}</Button>
      </div>
      {open ? (
        <div id="queue-filter" className={styles.filter}>
          <select aria-label={t('kind')} value={filter.kind} onChange={(event) => setFilter({ ...filter, kind: event.target.value })}>
            <option value="">{t('allKinds')}</option>
            {reference?.programmes.map((programme) => <option key={programme.code} value={programme.code}>{language === 'zh' ? programme.name_zh : programme.name_en}</option>)}
          </select>
          <select aria-label={t('township')} value={filter.township} onChange={(event) => setFilter({ ...filter, township: event.target.value })}>
            <option value="">{t('allTowns')}</option>
            {reference?.townships.map((town) => <option key={town.code} value={town.code}>{language === 'zh' ? town.name_zh : town.name_en}</option>)}
          </select>
          <select aria-label={t('show')} value={filter.only} onChange={(event) => setFilter({ ...filter, only: event.target.value as Filter['only'] })}>
            <option value="">{t('listLabel', { n: queue.total })}</option>
            <option value="danger">{t('dangerOnly')}</option>
            <option value="due">{t('dueSoon')}</option>
            <option value="mine">{t('mine')}</option>
            <option value="unclaimed">{t('unclaimed')}</option>
          </select>
          <label className="check"><input type="checkbox" checked={sound} onChange={(event) => setAlarmOn(event.target.checked)} />{t('sound')}</label>
          {on > 0 ? <LinkButton onClick={() => setFilter({ ...noFilter, text: filter.text })}>{t('clearFilter')}</LinkButton> : null}
        </div>
      ) : null}
      <span className="vh">{term('state', 'pending')}</span>
    </header>
  );
}

/** What the order means, and new rows waiting behind a button. */
function Fresh({ queue }: { queue: QueueState }) {
  const t = useT(queueMessages);
  const { waiting, stale } = queue.held;
  const danger = waiting.some((row) => row.immediate_danger === true);
  return (
    <div className={`${styles.fresh}${danger ? ` ${styles.freshDanger}` : ''}`}>
      <span>{t('order')}</span>
      <span role="status">
        {waiting.length > 0 ? <button type="button" onClick={queue.apply}>{danger ? <Icon name="oct" /> : null}{t(danger ? 'newDanger' : 'newReports', { n: waiting.length })}</button>
          : stale ? <LinkButton onClick={queue.apply}>{t('refresh')}</LinkButton> : t('noNew')}
      </span>
    </div>
  );
}

function useMatcher(filter: Filter): (row: Row) => boolean {
  const account = useAccount();
  const kinds = useKinds();
  const subject = useSubjectFacts();
  const town = useTownship();
  const term = useTerm();
  return useMemo(() => {
    const words = filter.text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
    return (row: Row) => {
      if (filter.kind && !row.kinds.includes(filter.kind)) return false;
      if (filter.township && row.township !== filter.township) return false;
      if (filter.only === 'danger' && row.immediate_danger !== true) return false;
      if (filter.only === 'mine' && row.claimed_by?.id !== account?.id) return false;
      if (filter.only === 'unclaimed' && row.claimed_by !== null) return false;
      if (filter.only === 'due' && urgency(now(), instant(row.received_at), instant(row.due_at)) === 'calm') return false;
      const haystack = [row.report_no, kinds(row), subject(row).join(' '), town(row.township), term('source', row.source), row.claimed_by?.name ?? ''].join(' ').toLowerCase();
      return words.every((word) => haystack.includes(word));
    };
  }, [filter, account, kinds, subject, town, term]);
}

/** Rings once for each new row with a danger sign. */
function useAlarm(waiting: Row[]): void {
  const rung = useRef(new Set<string>());
  useEffect(() => {
    const fresh = waiting.filter((row) => row.immediate_danger === true && !rung.current.has(row.id));
    fresh.forEach((row) => rung.current.add(row.id));
    if (fresh.length > 0) alarm();
  }, [waiting]);
}
