import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, Problem } from '../../api/client.ts';
import { queryClient } from '../../api/queries.ts';
import type { CallLog, List } from '../../api/types.ts';
import { useT } from '../../i18n/lang.ts';
import { useTerm, useTownship } from '../../i18n/terms.ts';
import { hhmm } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { type Column, LongTable } from '../../ui/longlist/LongTable.tsx';
import { usePages, whileShort } from '../../ui/longlist/usePages.ts';
import { Empty, ErrorSummary, Loading, ProblemView } from '../../ui/State.tsx';
import { Status, When } from '../../ui/Status.tsx';
import { toast } from '../../ui/Toast.tsx';
import styles from './handover.module.css';
import { handoverMessages } from './messages.ts';

/** Calls that were advice: counted apart from reports. */
export function Calls() {
  const t = useT(handoverMessages);
  const term = useTerm();
  const town = useTownship();
  const calls = useInfiniteQuery({
    queryKey: ['calls', 'all'], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<List<CallLog>>(`/calls${pageParam ? `?cursor=${encodeURIComponent(pageParam)}` : ''}`, signal),
    getNextPageParam: (last) => last.next ?? undefined, refetchOnWindowFocus: whileShort,
  });
  const pages = usePages(calls);
  if (calls.isPending) return <Loading />;
  if (calls.isError) return <ProblemView error={calls.error} onRetry={() => void calls.refetch()} />;
  if (pages.rows.length === 0) return <Empty title={t('callsEmpty')}><p>{t('callsText')}</p></Empty>;
  const columns: Column<CallLog>[] = [
    { key: 'started', head: t('started'), width: 208, className: 'nb', cell: (call) => <><When at={call.started_at} />{call.ended_at ? `–${hhmm(call.ended_at)}` : ''}</> },
    { key: 'topic', head: t('topic'), width: 120, cell: (call) => term('call_topic', call.topic) },
    { key: 'place', head: t('place'), width: 96, cell: (call) => town(call.township) },
    { key: 'remark', head: t('remark'), width: 250, cell: (call) => call.note },
    { key: 'back', head: t('callBackAt'), width: 320, cell: (call) => (call.call_back_at ? <CallBack call={call} /> : null) },
    { key: 'by', head: t('by'), width: 90, cell: (call) => call.account?.name },
  ];
  return (
    <div className={`${styles.body} ${styles.calls}`}>
      <LongTable label={t('calls')} columns={columns} pages={pages} total={calls.data.pages[0]?.total ?? null} rowKey={(call) => call.id} rowHeight={46} />
      <p className="meta">{t('callsText')}</p>
    </div>
  );
}

/** A promised call: when, whether it was made, and the two ways a try can end. */
function CallBack({ call }: { call: CallLog }) {
  const t = useT(handoverMessages);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const set = async (outcome: 'reached' | 'no_answer') => {
    setBusy(true);
    setProblem(null);
    try {
      await api.put(`/calls/${call.id}/returned`, { outcome }, call.version);
      toast(t(outcome === 'reached' ? 'returnedWord' : 'noAnswerWord'));
      await queryClient.invalidateQueries({ queryKey: ['handover'] });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
      await queryClient.invalidateQueries({ queryKey: ['calls'] });
    }
  };
  const tried = call.returned_at ? <span className="meta facts-row"><When at={call.returned_at} /><span>{call.returned_by?.name}</span></span> : null;
  if (call.return_outcome === 'reached') return <span className="facts-row"><Status kind="done" bare>{t('returnedWord')}</Status>{tried}</span>;
  return (
    <div className="field-row">
      <span className="nb"><When at={call.call_back_at!} /></span>
      {call.return_outcome === 'no_answer' ? <><Status kind="due" bare>{t('noAnswerWord')}</Status>{tried}</> : null}
      <Button busy={busy} onClick={() => void set('reached')}>{t('setReturned')}</Button>
      <Button look="light" busy={busy} onClick={() => void set('no_answer')}>{t('setNoAnswer')}</Button>
      {problem ? <ErrorSummary errors={[]} problem={problem} /> : null}
    </div>
  );
}
