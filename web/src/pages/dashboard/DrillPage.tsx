import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams, useSearch } from 'wouter';
import { api } from '../../api/client.ts';
import { useAccount } from '../../api/queries.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm, useTownship } from '../../i18n/terms.ts';
import { timeLeft } from '../../lib/left.ts';
import { rocDate, rocDateTime } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
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
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const pages = records.data?.pages ?? [];
  const rows = pages.flatMap((p) => p.items);
  const last = pages[pages.length - 1];
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
      {records.isPending ? <Loading lines={10} /> : records.isError ? <ProblemView error={records.error} onRetry={() => void records.refetch()} /> : rows.length === 0 ? (
        <Empty title={t('drillEmpty')}><p>{(last?.hidden ?? 0) > 0 ? t('drillHidden', { n: last?.hidden ?? 0 }) : t('drillEmptyText')}</p></Empty>
      ) : (
        <Rows id={id} rows={rows} total={last?.total ?? null} hidden={last?.hidden ?? 0} more={records.hasNextPage ? () => void records.fetchNextPage() : null} busy={records.isFetchingNextPage} />
      )}
    </div>
  );
}

function Rows({ id, rows, total, hidden, more, busy }: { id: string; rows: DrillRow[]; total: number | null; hidden: number; more: (() => void) | null; busy: boolean }) {
  const t = useT(dashboardMessages);
  const deadline = deadlines.includes(id);
  const [only, setOnly] = useState<'all' | 'missed' | 'kept'>('all');
  // the ones a head of county asks about stand first
  const sorted = deadline ? [...rows].sort((a, b) => Number(a.kept) - Number(b.kept)) : rows;
  const shown = sorted.filter((r) => only === 'all' || r.kept === (only === 'kept'));
  const count = (kept: boolean) => rows.filter((r) => r.kept === kept).length;
  return (
    <section className={`panel ${styles.panel}`}>
      <header>
        {deadline ? (
          <span className="seg" role="group" aria-label={t('colResult')}>
            <button type="button" aria-pressed={only === 'all'} onClick={() => setOnly('all')}>{t('drillAll')} {rows.length}</button>
            <button type="button" aria-pressed={only === 'missed'} onClick={() => setOnly('missed')}>{t('drillMissed')} {count(false)}</button>
            <button type="button" aria-pressed={only === 'kept'} onClick={() => setOnly('kept')}>{t('drillKept')} {count(true)}</button>
          </span>
        ) : null}
        <span className="meta" role="status">{t('shown', { n: rows.length, total: total ?? rows.length })}</span>
        {hidden > 0 ? <span className="meta end">{t('drillHidden', { n: hidden })}</span> : null}
      </header>
      {shown.length === 0 ? <p className="meta">{t('drillNoMissed', { n: rows.length })}</p> : <RecordTable id={id} rows={shown} deadline={deadline} />}
      {more ? <p><Button onClick={more} busy={busy}>{t('loadMore', { n: 100 })}</Button></p> : null}
    </section>
  );
}

function RecordTable({ rows, deadline }: { id: string; rows: DrillRow[]; deadline: boolean }) {
  const t = useT(dashboardMessages);
  const term = useTerm();
  const township = useTownship();
  const language = useLang();
  const account = useAccount();
  const time = (iso: string | null | undefined) => (iso ? rocDateTime(iso, language) : '');
  const done = (r: DrillRow) => r.dispatched_at ?? r.assessed_at ?? r.closed_at ?? null;
  const late = (r: DrillRow) => { const d = done(r); return r.due_at && d && Date.parse(d) > Date.parse(r.due_at) ? timeLeft(Date.parse(d), Date.parse(r.due_at), language) : null; };
  const screens = account?.roles.some((role) => ['screener', 'duty_worker', 'supervisor'].includes(role)) ?? false;
  const link = (r: DrillRow) => (!r.number ? null : r.table === 'case_file' ? <Link href={`/cases/${r.id}`}>{r.number}</Link> : r.table === 'report' && screens ? <Link href={`/queue/${r.id}`}>{r.number}</Link> : r.number);
  return (
    <div className={styles.scroll}>
      <table className="table">
        <thead><tr>{[t('colNumber'), t('colTown'), t('colReceived'), t('colDue'), t('colDone'), t('colState'), t('colResult')].map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
        <tbody>
          {rows.map((r, i) => (
            <tr key={`${r.table}${r.id}${i}`}>
              <th scope="row">{link(r)}</th>
              <td>{township(r.township)}</td>
              <td className="nb">{time(r.received_at ?? r.sent_at ?? r.started_at)}</td>
              <td className="nb">{time(r.due_at)}</td>
              <td className="nb">{time(done(r))} {late(r) ? <b className="left-over">{late(r)}</b> : null}</td>
              <td>{r.state ? term('state', r.state) : ''}</td>
              <td>{deadline ? (r.kept ? <Status kind="done">{t('kept')}</Status> : <Status kind="danger">{t('missed')}</Status>) : <Tag>{r.kept ? t('counted') : t('notCounted')}</Tag>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
