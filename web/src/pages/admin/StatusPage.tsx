import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import type { Instant } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Loading, ProblemView } from '../../ui/State.tsx';
import { Status } from '../../ui/Status.tsx';
import { adminMessages } from './messages.ts';
import styles from './admin.module.css';

interface SystemStatus {
  version: string; now: Instant; wall: Instant; demo: boolean; database: string; database_ok: boolean; lease_ok: boolean; storage_full: boolean; queue_depth: number; queue_limit: number;
  lag_entries: number; warming: boolean; journal_position: number; sessions: number; event_streams: number; memory_bytes: number; packs: string;
}

/** The state of the installation for the IT engineer: each line in words, shape and number. */
export default function StatusPage() {
  const t = useT(adminMessages);
  useTitle(t('statusTitle'));
  const language = useLang();
  const query = useQuery({ queryKey: ['status'], queryFn: ({ signal }) => api.get<SystemStatus>('/status', signal), refetchInterval: 15_000 });
  if (query.isPending) return <Loading lines={8} />;
  if (query.isError) return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  const s = query.data;
  const at = (iso: string) => rocDateTime(iso, language);
  const checks: { name: string; ok: boolean; words: string }[] = [
    { name: t('database'), ok: s.database_ok, words: s.database },
    { name: t('lease'), ok: s.lease_ok, words: s.lease_ok ? t('ok') : t('bad') },
    { name: t('storage'), ok: !s.storage_full, words: s.storage_full ? t('storageFull') : t('storageFree') },
    { name: t('queue'), ok: s.queue_depth < s.queue_limit * 0.8, words: t('queueOf', { n: s.queue_depth, limit: s.queue_limit }) },
    { name: t('lag'), ok: s.lag_entries < 1000, words: t('lagEntries', { n: s.lag_entries }) },
    { name: t('warming'), ok: !s.warming, words: s.warming ? t('warmingYes') : t('warmingNo') },
  ];
  const facts: [string, string][] = [
    [t('position'), s.journal_position.toLocaleString('en-US')], [t('sessions'), String(s.sessions)], [t('streams'), String(s.event_streams)], [t('memory'), t('memoryMib', { n: Math.round(s.memory_bytes / 1_048_576) })],
    [t('version'), s.version], [t('packs'), s.packs.slice(0, 16)], [t('demo'), s.demo ? t('demoYes') : t('demoNo')], [t('systemNow'), at(s.now)], [t('wall'), at(s.wall)],
  ];
  return (
    <div className={styles.page}>
      <header className={styles.head}><h1>{t('statusTitle')}</h1><span className="meta">{t('refreshed')}</span><p className="meta">{t('statusHint')}</p><Link className="end" href="/help#it">{t('toHelp')}</Link></header>
      <ul className={styles.checks}>
        {checks.map((c) => <li key={c.name} className="panel"><span className="meta">{c.name}</span><span className="facts-row">{c.ok ? <Status kind="done">{t('ok')}</Status> : <Status kind="danger">{t('bad')}</Status>}<b>{c.words}</b></span></li>)}
      </ul>
      <dl className={`panel ${styles.facts}`}>{facts.map(([k, v]) => <div key={k}><dt>{k}</dt><dd>{v}</dd></div>)}</dl>
    </div>
  );
}
