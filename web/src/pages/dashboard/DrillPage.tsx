import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useParams, useSearch } from 'wouter';
import { api } from '../../api/client.ts';
import { useAccount } from '../../api/queries.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm, useTownship } from '../../i18n/terms.ts';
import { timeLeft } from '../../lib/left.ts';
import { rocDate, rocDateTime } from '../../lib/roc.ts';
import { type Column, LongTable } from '../../ui/longlist/LongTable.tsx';
import { type Pages, usePages, whileShort } from '../../ui/longlist/usePages.ts';
import { Empty, Loading, ProblemView } from '../../ui/State.tsx';
import { Status, Tag } from '../../ui/Status.tsx';
import { type DrillPage as Page, type DrillRow, type Figures } from './model.ts';
import { dashboardMessages } from './messages.ts';
import { Fraction, valueOf } from './Tile.tsx';
import styles from './dashboard.module.css';

/** Figures whose numerator is what one wants; in the others (re-reports, night share) being counted is no merit. */
const deadlines = ['dispatched_24h', 'grade_1_seen_24h', 'first_contact'];

/** The records behind one figure, the missed ones first, as far as the viewer's own rights go. */
export default function DrillPage() {
  const { id } = useParams<{ id: string }>();
  const t = useT(dashboardMessages);
  const language = useLang();
  const search = useSearch();
  const params = new URLSearchParams(search);
  const figures = useQuery({ queryKey: ['indicators', params.get('from'), params.get('to'), params.get('township')], queryFn: ({ signal }) => api.get<Figures>(`/indicators?${search}`, signal) });
  const figure = [...(figures.data?.tiles ?? []), ...(figures.data?.more ?? [])].find((f) => f.id === id);
  const title = figure ? (language === 'zh' ? figure.title_zh : figure.title_en) : '';
  useTitle(title ? t('drillTitle', { title }) : t('title'));
  const records = useInfiniteQuery({
    queryKey: ['indicator-records', id, search], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<Page>(`/indicators/${id}/records?${search}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`, signal),
    getNextPageParam: (last) => last.next ?? undefined, refetchOnWindowFocus: whileShort,
  });
  const pages = usePages(records);
  const last = records.data?.pages.at(-1);
  const township = useTownship()(params.get('township'));
  return (
    <div className={styles.drill}>
      <header className={styles.head}>
        <h1>{t('drillTitle', { title })}</h1>
        {figure ? <Fraction value={valueOf(figure)} /> : null}
        <span className="meta">{params.get('from') ? `${rocDate(params.get('from') as string, language)}–${rocDate(params.get('to') ?? '', language)}` : ''}</span>
        <span className="meta">{township}</span>
        <Link className="btn btn-light end noprint" href={`/dashboard${search ? `?${search}` : ''}`}>{t('drillBack')}</Link>
      </header>
      {records.isPending ? <Loading lines={10} /> : records.isError ? <ProblemView error={records.error} onRetry={() => void records.refetch()} /> : pages.rows.length === 0 ? (
        <Empty title={t('drillEmpty')}><p>{(last?.hidden ?? 0) > 0 ? t('drillHidden', { n: last?.hidden ?? 0 }) : t('drillEmptyText')}</p></Empty>
      ) : (
        <Rows id={id} pages={pages} total={last?.total ?? pages.rows.length} missed={last?.missed ?? 0} hidden={last?.hidden ?? 0} />
      )}
    </div>
  );
}

function Rows({ id, pages, total, missed, hidden }: { id: string; pages: Pages<DrillRow>; total: number; missed: number; hidden: number }) {
  const t = useT(dashboardMessages);
  const deadline = deadlines.includes(id);
  const [only, setOnly] = useState<'all' | 'missed' | 'kept'>('all');
  const columns = useColumns(deadline, pages.rows[0]?.clock ? 'clock' : (pages.rows[0]?.table ?? ''));
  const counts = { all: total, missed, kept: total - missed };
  const shown = useMemo(() => (only === 'all' ? pages.rows : pages.rows.filter((r) => r.kept === (only === 'kept'))), [pages.rows, only]);
  const words = { all: t('drillAll'), missed: t('drillMissed'), kept: t('drillKept') };
  return (
    <section className={styles.records}>
      {deadline ? (
        <div className="seg" role="group" aria-label={t('colResult')}>
          {(['all', 'missed', 'kept'] as const).map((which) => <button key={which} type="button" aria-pressed={only === which} onClick={() => setOnly(which)}>{words[which]} {counts[which].toLocaleString('en-US')}</button>)}
        </div>
      ) : null}
      {counts[only] === 0 ? <p className={`panel ${styles.nothing}`}>{t(only === 'missed' ? 'drillNoMissed' : 'drillNoKept', { n: total.toLocaleString('en-US') })}</p> : (
        <LongTable key={only} label={words[only]} columns={columns} pages={{ ...pages, rows: shown, hasMore: pages.hasMore && shown.length < counts[only] }} total={counts[only]} rowKey={(r, i) => `${r.table}${r.id} ${i}`}>
          {hidden > 0 ? <span>{t('drillHidden', { n: hidden.toLocaleString('en-US') })}</span> : null}
        </LongTable>
      )}
    </section>
  );
}

function useColumns(deadline: boolean, table: string): Column<DrillRow>[] {
  const t = useT(dashboardMessages);
  const term = useTerm();
  const township = useTownship();
  const language = useLang();
  const account = useAccount();
  const time = (iso: string | null | undefined) => (iso ? rocDateTime(iso, language) : '');
  const due = (r: DrillRow) => (r.clock ? r.clock.due_at : r.due_at);
  const done = (r: DrillRow) => (r.clock ? r.clock.stopped_at : r.dispatched_at ?? r.assessed_at ?? r.closed_at ?? null);
  const late = (r: DrillRow) => { const d = done(r), by = due(r); return by && d && Date.parse(d) > Date.parse(by) ? timeLeft(Date.parse(d), Date.parse(by), language) : null; };
  const screens = account?.roles.some((role) => ['screener', 'duty_worker', 'supervisor'].includes(role)) ?? false;
  const link = (r: DrillRow) => (!r.number ? null : r.table === 'case_file' ? <Link href={`/cases/${r.id}`}>{r.number}</Link> : r.table === 'report' && screens ? <Link href={`/queue/${r.id}`}>{r.number}</Link> : r.number);
  return [
    { key: 'number', head: t('colNumber'), width: 176, names: true, className: 'nb', cell: link },
    { key: 'town', head: t('colTown'), width: 120, cell: (r) => township(r.township) },
    { key: 'received', head: t('colReceived'), width: 172, className: 'nb', cell: (r) => time(r.received_at ?? r.sent_at ?? r.started_at) },
    { key: 'due', head: t(table === 'report' ? 'colDispatchDue' : 'colDue'), width: 172, className: 'nb', cell: (r) => time(due(r)) },
    { key: 'done', head: t(table === 'report' ? 'colDispatched' : table === 'assignment' ? 'colAssessed' : table === 'case_file' ? 'colClosed' : 'colDone'), width: 230, cell: (r) => <span className="facts-row"><span className="nb">{time(done(r))}</span>{late(r) ? <b className="left-over nb">{late(r)}</b> : null}</span> },
    { key: 'state', head: t('colState'), width: 100, cell: (r) => (r.state ? term('state', r.state) : '') },
    { key: 'result', head: t('colResult'), width: 112, cell: (r) => (deadline ? (r.kept ? <Status kind="done">{t('kept')}</Status> : <Status kind="danger">{t('missed')}</Status>) : <Tag>{r.kept ? t('counted') : t('notCounted')}</Tag>) },
  ];
}
