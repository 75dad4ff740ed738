import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, Problem } from '../../../api/client.ts';
import { useAccount } from '../../../api/queries.ts';
import type { Candidates, Family, QueueRow, Report, Suggestion } from '../../../api/types.ts';
import { useT } from '../../../i18n/lang.ts';
import { announce } from '../../../ui/announce.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Loading, ProblemView } from '../../../ui/State.tsx';
import { toast } from '../../../ui/Toast.tsx';
import { queueMessages } from '../messages.ts';
import { DecidePanel } from './DecidePanel.tsx';
import { FamilyColumn } from './FamilyColumn.tsx';
import { IdentityBar } from './IdentityBar.tsx';
import { reviewMessages } from './messages.ts';
import { ReportColumn } from './ReportColumn.tsx';
import styles from './review.module.css';
import { WhoColumn } from './WhoColumn.tsx';

export interface Work {
  report: Report;
  /** May this viewer decide now: pending and not claimed by another. */
  mayDecide: boolean;
  /** Takes the report if nobody has it. The version to write against, or null when another was faster (then it has been said). */
  ensureClaim: () => Promise<number | null>;
  /** Runs a write, refreshes what it changes, and shows a refusal in words. */
  act: <T>(run: () => Promise<T>) => Promise<T | undefined>;
  reload: () => Promise<void>;
}

/** One report: who it is about, what is known, and what is decided. */
export function ReviewPane({ id, onDecided }: { id: string; onDecided: () => void }) {
  const t = useT(reviewMessages);
  const client = useQueryClient();
  const account = useAccount();
  const report = useQuery({ queryKey: ['report', id], queryFn: ({ signal }) => api.get<Report>(`/reports/${id}`, signal) });
  const candidates = useQuery({ queryKey: ['report', id, 'candidates'], queryFn: ({ signal }) => api.get<Candidates>(`/reports/${id}/candidates`, signal), enabled: report.isSuccess });
  const family = useQuery({ queryKey: ['report', id, 'family'], queryFn: ({ signal }) => api.get<Family>(`/reports/${id}/family`, signal), enabled: report.isSuccess });
  const suggestion = useQuery({ queryKey: ['report', id, 'suggestion'], queryFn: ({ signal }) => api.get<Suggestion>(`/reports/${id}/suggestion`, signal), enabled: report.isSuccess && report.data.state === 'pending' });
  const [refused, setRefused] = useState<Problem | null>(null);

  if (report.isPending) return <Loading lines={12} />;
  if (report.isError) return <><Back /><ProblemView error={report.error} onRetry={() => void report.refetch()} /></>;
  const data = report.data;
  const mine = data.claimed_by !== null && data.claimed_by.id === account?.id;
  const reload = async () => {
    setRefused(null);
    await client.invalidateQueries({ queryKey: ['report', id] });
    await client.invalidateQueries({ queryKey: ['queue'], refetchType: 'active' });
  };
  const act: Work['act'] = async (run) => {
    setRefused(null);
    try {
      const result = await run();
      await reload();
      return result;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setRefused(error);
      announce(error.offline ? '' : error.body.title);
      return undefined;
    }
  };
  const ensureClaim = async () => {
    if (mine) return data.version;
    try {
      return (await api.post<QueueRow>(`/reports/${id}/claim`)).version;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setRefused(error);
      if (error.status === 409) toast(t('claimConflict'));
      return null;
    }
  };
  const work: Work = { report: data, mayDecide: data.state === 'pending' && (data.claimed_by === null || mine), ensureClaim, act, reload };

  return (
    <article className={styles.pane} aria-labelledby="review-title">
      <Back />
      <IdentityBar work={work} mine={mine} suggestion={suggestion.data} />
      {data.state === 'pending' && data.claimed_by !== null && !mine ? <p className={styles.banner} role="status"><Icon name="eye" />{t('claimedOther', { who: data.claimed_by.name })}</p> : null}
      {refused ? <div className={styles.refused}><ProblemView error={refused} onRetry={() => void reload()} /></div> : null}
      <div className={styles.cols}>
        <ReportColumn work={work} />
        <WhoColumn work={work} candidates={candidates} family={family.data} />
        <FamilyColumn work={work} family={family} />
      </div>
      <DecidePanel work={work} suggestion={suggestion} family={family.data} candidates={candidates.data} onDecided={onDecided} />
    </article>
  );
}

function Back() {
  const t = useT(queueMessages);
  return <Link href="/queue" className={`btn btn-light ${styles.back}`}><Icon name="back" />{t('back')}</Link>;
}
