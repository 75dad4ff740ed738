import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import type { AccountBrief, Id, Instant } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import type { Catalogue } from '../../i18n/messages.ts';
import { useJobTitle } from '../../i18n/titles.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { type Column, LongTable } from '../../ui/longlist/LongTable.tsx';
import { usePages, whileShort } from '../../ui/longlist/usePages.ts';
import { Empty, Loading, ProblemView } from '../../ui/State.tsx';
import { useHistoryWords } from '../cases/history.ts';
import { adminMessages } from './messages.ts';
import styles from './admin.module.css';

interface Entry { seq: number; recorded_at?: Instant; read_at?: Instant; kind?: string; action?: string; actor?: AccountBrief | null; account?: AccountBrief | null; about?: { table: string; id: Id } | null; record?: { table: string; id: Id } | null; request_id?: string | null; reason?: string | null }
interface Page { items: Entry[]; next: string | null; as_of: Instant }
interface Filters { kind: string; actor: string; record: string }
const none: Filters = { kind: '', actor: '', record: '' };

/** Who did what and when: headers of the journal, and every opening of something sensitive. */
export default function AuditPage() {
  const t = useT(adminMessages);
  useTitle(t('auditTitle'));
  const [log, setLog] = useState<'journal' | 'access'>('journal');
  const [typed, setTyped] = useState(none);
  const [filters, setFilters] = useState(none);
  const query = useInfiniteQuery({
    queryKey: ['audit', log, filters], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams();
      if (filters.kind && log === 'journal') params.set('kind', filters.kind);
      if (filters.actor) params.set(log === 'journal' ? 'actor' : 'account', filters.actor);
      if (filters.record) params.set('record', filters.record);
      if (pageParam) params.set('cursor', pageParam);
      return api.get<Page>(`/audit/${log}?${params.toString()}`, signal);
    },
    getNextPageParam: (last) => last.next ?? undefined, refetchOnWindowFocus: whileShort,
  });
  const pages = usePages(query);
  const columns = useColumns(log);
  return (
    <div className={`${styles.page} ${styles.long}`}>
      <header className={styles.head}>
        <h1>{t('auditTitle')}</h1>
        <span className="seg" role="group" aria-label={t('auditTitle')}>
          {(['journal', 'access'] as const).map((l) => <button key={l} type="button" aria-pressed={log === l} onClick={() => setLog(l)}>{t(l)}</button>)}
        </span>
        <p className="meta">{t('auditHint')}</p>
      </header>
      <form className={styles.filters} data-find noValidate onSubmit={(event) => { event.preventDefault(); setFilters({ kind: typed.kind.trim(), actor: typed.actor.trim(), record: typed.record.trim() }); }}>
        {log === 'journal' ? <TextField label={t('kindFilter')} value={typed.kind} onChange={(v) => setTyped({ ...typed, kind: v ?? '' })} maxLength={60} placeholder="case.contact" /> : null}
        <TextField label={t('actorFilter')} value={typed.actor} onChange={(v) => setTyped({ ...typed, actor: v ?? '' })} maxLength={24} inputMode="numeric" />
        <TextField label={t('recordFilter')} value={typed.record} onChange={(v) => setTyped({ ...typed, record: v ?? '' })} maxLength={40} />
        <Button type="submit">{t('apply')}</Button>
        <Button look="light" onClick={() => { setTyped(none); setFilters(none); }}>{t('clear')}</Button>
      </form>
      {query.isPending ? <Loading lines={10} /> : query.isError ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : pages.rows.length === 0 ? <Empty title={t('emptyAudit')}><p>{t('emptyAuditText')}</p></Empty> : (
        <LongTable key={log} label={t(log)} columns={columns} pages={pages} total={null} rowKey={(e) => String(e.seq)} rowHeight={36} />
      )}
    </div>
  );
}

function useColumns(log: 'journal' | 'access'): Column<Entry>[] {
  const t = useT(adminMessages);
  const language = useLang();
  const history = useHistoryWords();
  const jobTitle = useJobTitle();
  const words = (adminMessages as unknown as Catalogue<Record<string, string>>)[language];
  const what = (e: Entry) => { const code = e.kind ?? e.action ?? ''; const title = history.title({ at: '', kind: code, actor: null }); return <span className="facts-row"><b>{title}</b>{title === code ? null : <span className="meta">{code}</span>}</span>; };
  const who = (e: Entry) => { const a = e.actor ?? e.account; return a?.name ? <span className="facts-row"><span>{a.name}</span><span className="meta">{jobTitle(a.title)}</span></span> : <span className="hint">{t('system')}</span>; };
  const about = (e: Entry) => { const r = e.about ?? e.record; return r ? <span className="facts-row"><span>{words[`tb.${r.table}`] ?? r.table}</span><span className="meta">{r.id}</span></span> : null; };
  const columns: Column<Entry>[] = [
    { key: 'seq', head: t('colSeq'), width: 88, cell: (e) => e.seq },
    { key: 'at', head: t('colAt'), width: 172, className: 'nb', cell: (e) => rocDateTime((e.recorded_at ?? e.read_at) as string, language) },
    { key: 'what', head: log === 'journal' ? t('colKind') : t('colAction'), width: 260, cell: what },
    { key: 'who', head: t('colActor'), width: 200, cell: who },
    { key: 'about', head: t('colAbout'), width: 220, cell: about },
  ];
  return log === 'journal' ? columns : [...columns, { key: 'why', head: t('colReason'), width: 200, cell: (e) => e.reason }, { key: 'request', head: t('colRequest'), width: 160, className: 'meta', cell: (e) => e.request_id }];
}
