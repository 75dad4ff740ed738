import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import type { Night } from '../../api/types.ts';
import { useT } from '../../i18n/lang.ts';
import { useTownship } from '../../i18n/terms.ts';
import { Loading, ProblemView } from '../../ui/State.tsx';
import { Status, Tag, TimeLeft } from '../../ui/Status.tsx';
import { useKinds } from '../queue/words.ts';
import styles from './handover.module.css';
import { handoverMessages } from './messages.ts';

const order = ['hotline', 'hospital', 'police_post', 'interpreter', 'shelter_window', 'hotel'];

/** One page for the night: who is on duty, whom to call, what still waits. */
export function NightPage() {
  const t = useT(handoverMessages);
  const town = useTownship();
  const kinds = useKinds();
  const night = useQuery({ queryKey: ['night'], queryFn: ({ signal }) => api.get<Night>('/night', signal) });
  if (night.isPending) return <Loading />;
  if (night.isError) return <ProblemView error={night.error} onRetry={() => void night.refetch()} />;
  const { roster, directory, pending } = night.data;
  return (
    <div className={styles.night}>
      <section className={`panel ${styles.card}`} aria-labelledby="night-roster">
        <h2 id="night-roster">{t('roster')}</h2>
        {roster.length === 0 ? <p className="meta">{t('noRoster')}</p> : (
          <table className="table table-compact">
            <thead><tr><th scope="col">{t('duty')}</th><th scope="col">{t('person')}</th><th scope="col">{t('phone')}</th></tr></thead>
            <tbody>
              {roster.map((entry, i) => {
                const phone = entry.phone ?? entry.account?.phone ?? null;
                const duty = entry.role ?? entry.duty ?? '';
                // The same duty stands once for each unit: without its name the lines would look doubled.
                const unit = typeof entry.unit === 'object' ? entry.unit?.name : entry.unit;
                return <tr key={i}><th scope="row">{t(`duty.${duty}` as 'duty.screener')}{unit ? <small className="meta"> {unit}</small> : null}</th><td>{entry.account?.name ?? entry.contact_name ?? entry.name}</td><td>{phone ? <a className="nb" href={`tel:${phone}`}>{phone}</a> : null}</td></tr>;
              })}
            </tbody>
          </table>
        )}
        <h2>{t('pendingNow', { n: pending.length })}</h2>
        <ul className={styles.pending}>
          {pending.slice(0, 8).map((row) => (
            <li key={row.id}><Link href={`/queue/${row.id}`}>{row.immediate_danger ? <Status kind="danger">{t('danger')}</Status> : null}{kinds(row)}</Link><span className="meta">{row.subject.name ?? row.subject.text}</span><TimeLeft due={row.due_at} start={row.received_at} /></li>
          ))}
        </ul>
        <Link href="/queue">{t('allPending')}</Link>
      </section>
      <section className={`panel ${styles.card} ${styles.wide}`} aria-labelledby="night-directory">
        <h2 id="night-directory">{t('directory')}</h2>
        {directory.length === 0 ? <p className="meta">{t('noDirectory')}</p> : null}
        <div className={styles.groups}>
          {[...order, ...new Set(directory.map((d) => d.kind).filter((kind) => !order.includes(kind)))].filter((kind) => directory.some((d) => d.kind === kind)).map((kind) => (
            <section key={kind}>
              <h3>{t(`dir.${kind}` as 'dir.hospital')}</h3>
              <ul>
                {directory.filter((d) => d.kind === kind).map((entry) => (
                  <li key={entry.name} className={styles.entry}>
                    <span>{entry.name}</span>{entry.phone ? <a className="nb" href={`tel:${entry.phone}`}>{entry.phone}</a> : null}
                    <small className="facts-row meta">{entry.township ? <span>{town(entry.township)}</span> : null}{entry.note ? <span>{entry.note}</span> : null}{entry.assumption ? <Tag>{t('assumption')}</Tag> : null}</small>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </section>
    </div>
  );
}
