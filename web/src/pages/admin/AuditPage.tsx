import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import type { AccountBrief, Id, Instant } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import type { Catalogue } from '../../i18n/messages.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
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
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = query.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('auditTitle')}</h1>
        <span className="seg" role="group" aria-label={t('auditTitle')}>
          {(['journal', 'access'] as const).map((l) => <button key={l} type="button" aria-pressed={log === l} onClick={() => setLog(l)}>{t(l)}</button>)}
        </span>
        <p className="meta">{t('auditHint')}</p>
      </header>
      <form className={styles.filters} noValidate onSubmit={(event) => { event.preventDefault(); setFilters({ kind: typed.kind.trim(), actor: typed.actor.trim(), record: typed.record.trim() }); }}>
        {log === 'journal' ? <TextField label={t('kindFilter')} value={typed.kind} onChange={(v) => setTyped({ ...typed, kind: v ?? '' })} maxLength={60} placeholder="case.contact" /> : null}
        <TextField label={t('actorFilter')} value={typed.actor} onChange={(v) => setTyped({ ...typed, actor: v ?? '' })} maxLength={24} inputMode="numeric" />
        <TextField label={t('recordFilter')} value={typed.record} onChange={(v) => setTyped({ ...typed, record: v ?? '' })} maxLength={40} />
        <Button type="submit">{t('apply')}</Button>
        <Button look="light" onClick={() => { setTyped(none); setFilters(none); }}>{t('clear')}</Button>
      </form>
      {query.isPending ? <Loading lines={10} /> : query.isError ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : rows.length === 0 ? <Empty title={t('emptyAudit')}><p>{t('emptyAuditText')}</p></Empty> : (
        <section className={`panel ${styles.scroll}`}>
          <Rows rows={rows} log={log} />
          {query.hasNextPage ? <p className={styles.more}><Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('loadMore')}</Button></p> : null}
        </section>
      )}
    </div>
  );
}

function Rows({ rows, log }: { rows: Entry[]; log: 'journal' | 'access' }) {
  const t = useT(adminMessages);
  const language = useLang();
  const history = useHistoryWords();
  const words = (adminMessages as unknown as Catalogue<Record<string, string>>)[language];
  const what = (e: Entry) => { const code = e.kind ?? e.action ?? ''; const title = history.title({ at: '', kind: code, actor: null }); return <span className="facts-row"><b>{title}</b>{title === code ? null : <span className="meta">{code}</span>}</span>; };
  const about = (e: Entry) => { const r = e.about ?? e.record; return r ? <span className="facts-row"><span>{words[`tb.${r.table}`] ?? r.table}</span><span className="meta">{r.id}</span></span> : null; };
  return (
    <table className="table table-compact">
      <thead><tr>{[t('colSeq'), t('colAt'), log === 'journal' ? t('colKind') : t('colAction'), t('colActor'), t('colAbout'), ...(log === 'access' ? [t('colReason'), t('colRequest')] : [])].map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
      <tbody>
        {rows.map((e) => {
          const who = e.actor ?? e.account;
          return (
            <tr key={e.seq}>
              <td>{e.seq}</td>
              <td className="nb">{rocDateTime((e.recorded_at ?? e.read_at) as string, language)}</td>
              <td>{what(e)}</td>
              <td className="nb">{who?.name ? <span className="facts-row"><span>{who.name}</span><span className="meta">{who.title}</span></span> : <span className="hint">{t('system')}</span>}</td>
              <td>{about(e)}</td>
              {log === 'access' ? <><td>{e.reason}</td><td className="meta">{e.request_id}</td></> : null}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
