import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import type { Instant, List, Unit } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { type Column, LongTable } from '../../ui/longlist/LongTable.tsx';
import { usePages, whileShort } from '../../ui/longlist/usePages.ts';
import { Status } from '../../ui/Status.tsx';
import { Empty, Loading, ProblemView } from '../../ui/State.tsx';
import styles from './desk.module.css';
import { deskMessages } from './messages.ts';

interface Mine { report_no: string; received_at: Instant; due_at: Instant; kinds: string[]; status: 'received' | 'in_progress'; dispatched: { unit: Unit | null; at: Instant }[] }

/** Receipts of one's own reports: number, time, unit; never what was found. */
export default function MyReportsPage() {
  const t = useT(deskMessages);
  const term = useTerm();
  const language = useLang();
  const query = useInfiniteQuery({
    queryKey: ['reports', 'mine'], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<List<Mine>>(`/reports/mine${pageParam ? `?cursor=${encodeURIComponent(pageParam)}` : ''}`, signal),
    getNextPageParam: (last) => last.next ?? undefined, refetchOnWindowFocus: whileShort,
  });
  const pages = usePages(query);
  useTitle(t('myReports'));
  const columns: Column<Mine>[] = [
    { key: 'no', head: t('doneNo'), width: 172, names: true, className: 'nb', cell: (item) => item.report_no },
    { key: 'kinds', head: t('kinds'), width: 150, cell: (item) => item.kinds.map((kind) => term('kind', kind)).join(language === 'zh' ? '、' : ', ') },
    { key: 'received', head: t('receivedAt'), width: 168, className: 'nb', cell: (item) => rocDateTime(item.received_at, language) },
    { key: 'due', head: t('dueAt'), width: 168, className: 'nb', cell: (item) => rocDateTime(item.due_at, language) },
    { key: 'unit', head: t('dispatchedTo'), width: 230, cell: (item) => item.dispatched.map((d, i) => <span key={i} className="facts-row"><span>{d.unit?.name}</span><span className="meta nb">{rocDateTime(d.at, language, { year: false })}</span></span>) },
    { key: 'state', head: t('state'), width: 120, cell: (item) => (item.status === 'in_progress' ? <Status kind="doing">{t('inProgress')}</Status> : <Status kind="todo">{t('received')}</Status>) },
  ];
  return (
    <div className={styles.list}>
      <header className={styles.bar}><h1>{t('myReports')}</h1><span className="end"><Link href="/mandated/report" className="btn btn-main">{t('newReport')}</Link></span></header>
      {query.isPending ? <Loading /> : query.isError ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : pages.rows.length === 0 ? <Empty title={t('myEmpty')}><p>{t('myEmptyText')}</p></Empty> : <div className={styles.long}><LongTable label={t('myReports')} columns={columns} pages={pages} total={query.data?.pages[0]?.total ?? null} rowKey={(item) => item.report_no} /></div>}
      <p className="meta">{t('noFeedback')}</p>
    </div>
  );
}
