import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { CallLog, List } from '../../api/types.ts';
import { useT } from '../../i18n/lang.ts';
import { useTerm, useTownship } from '../../i18n/terms.ts';
import { hhmm } from '../../lib/roc.ts';
import { Empty, Loading, ProblemView } from '../../ui/State.tsx';
import { When } from '../../ui/Status.tsx';
import styles from './handover.module.css';
import { handoverMessages } from './messages.ts';

/** Calls that were advice: counted apart from reports. */
export function Calls() {
  const t = useT(handoverMessages);
  const term = useTerm();
  const town = useTownship();
  const calls = useQuery({ queryKey: ['calls'], queryFn: ({ signal }) => api.get<List<CallLog>>('/calls', signal) });
  if (calls.isPending) return <Loading />;
  if (calls.isError) return <ProblemView error={calls.error} onRetry={() => void calls.refetch()} />;
  if (calls.data.items.length === 0) return <Empty title={t('callsEmpty')}><p>{t('callsText')}</p></Empty>;
  return (
    <div className={styles.body}>
      <section className={`panel ${styles.sheet}`}>
        <table className="table">
          <thead><tr><th scope="col">{t('started')}</th><th scope="col">{t('topic')}</th><th scope="col">{t('place')}</th><th scope="col">{t('remark')}</th><th scope="col">{t('callBackAt')}</th><th scope="col">{t('by')}</th></tr></thead>
          <tbody>
            {calls.data.items.map((call) => (
              <tr key={call.id}>
                <td className="nb"><When at={call.started_at} />{call.ended_at ? `–${hhmm(call.ended_at)}` : ''}</td><td>{term('call_topic', call.topic)}</td><td>{town(call.township)}</td><td>{call.note}</td>
                <td className="nb">{call.call_back_at ? <When at={call.call_back_at} /> : null}</td><td>{call.account?.name}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="meta">{t('callsText')}</p>
    </div>
  );
}
