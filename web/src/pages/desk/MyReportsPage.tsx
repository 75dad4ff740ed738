import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import type { Instant, List, Unit } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { rocDateTime } from '../../lib/roc.ts';
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
  const query = useQuery({ queryKey: ['reports', 'mine'], queryFn: ({ signal }) => api.get<List<Mine> | Mine[]>('/reports/mine', signal) });
  useTitle(t('myReports'));
  const items = Array.isArray(query.data) ? query.data : (query.data?.items ?? []);
  return (
    <div className={styles.list}>
      <header className={styles.bar}><h1>{t('myReports')}</h1><span className="end"><Link href="/mandated/report" className="btn btn-main">{t('newReport')}</Link></span></header>
      {query.isPending ? <Loading /> : query.isError ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : items.length === 0 ? <Empty title={t('myEmpty')}><p>{t('myEmptyText')}</p></Empty> : (
        <div className={`panel ${styles.tableWrap}`}>
          <table className="table">
            <thead><tr><th scope="col">{t('doneNo')}</th><th scope="col">{t('kinds')}</th><th scope="col">{t('receivedAt')}</th><th scope="col">{t('dueAt')}</th><th scope="col">{t('dispatchedTo')}</th><th scope="col">{t('state')}</th></tr></thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.report_no}>
                  <th scope="row">{item.report_no}</th><td>{item.kinds.map((kind) => term('kind', kind)).join('、')}</td><td className="nb">{rocDateTime(item.received_at, language)}</td><td className="nb">{rocDateTime(item.due_at, language)}</td>
                  <td>{item.dispatched.map((d, i) => <span key={i} className="facts-row"><span>{d.unit?.name}</span><span className="meta nb">{rocDateTime(d.at, language, { year: false })}</span></span>)}</td><td>{item.status === 'in_progress' ? <Status kind="doing">{t('inProgress')}</Status> : <Status kind="todo">{t('received')}</Status>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="meta">{t('noFeedback')}</p>
    </div>
  );
}
