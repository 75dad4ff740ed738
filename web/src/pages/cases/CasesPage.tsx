import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { api } from '../../api/client.ts';
import type { AccountBrief, Id, Instant, List, PersonBrief, Unit } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Field, SelectField } from '../../ui/Field.tsx';
import { Empty, Loading, ProblemView } from '../../ui/State.tsx';
import { Status, TimeLeft, useSexAge } from '../../ui/Status.tsx';
import { caseMessages } from './messages.ts';
import { stateShape, useCaseWords } from './useCaseWords.ts';
import styles from './cases.module.css';

export interface CaseRow {
  id: Id; case_no: string | null; programme: string; state: string | null; grade: string | null; person: PersonBrief | null; lead: AccountBrief | null; unit: Unit | string | null; received_at: Instant;
  next_due_at?: Instant | null; next_clock?: { due_at: Instant; title_zh?: string; title_en?: string } | null; closed_at?: Instant | null; restricted?: 'masked' | 'existence' | null;
}
const states = ['assessing', 'open', 'short_term', 'missing_search', 'not_opened', 'closed'];

/** Cases of mine or of my unit. Filters stand in the address; a case number is not personal data. */
export default function CasesPage() {
  const t = useT(caseMessages);
  useTitle(t('listTitle'));
  const [, navigate] = useLocation();
  const params = new URLSearchParams(useSearch());
  const mine = params.get('mine') !== '0';
  const state = params.get('state') ?? '';
  const q = params.get('q') ?? '';
  const [text, setText] = useState(q);
  const words = useCaseWords();
  const query = useInfiniteQuery({
    queryKey: ['cases', mine, state, q], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<List<CaseRow>>(`/cases?${new URLSearchParams({ ...(mine ? { mine: '1' } : {}), ...(state ? { state } : {}), ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) }).toString()}`, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const set = (change: Record<string, string>) => {
    const next = new URLSearchParams(params);
    for (const [k, v] of Object.entries(change)) if (v === '') next.delete(k); else next.set(k, v);
    navigate(`/cases${next.size > 0 ? `?${next.toString()}` : ''}`, { replace: true });
  };
  const rows = query.data?.pages.flatMap((p) => p.items) ?? [];
  const total = query.data?.pages[0]?.total ?? null;
  const filtered = state !== '' || q !== '';
  return (
    <div className={styles.list}>
      <header className={styles.listHead}>
        <h1>{t('listTitle')}</h1>
        <span className="seg" role="group" aria-label={t('listTitle')}>
          <button type="button" aria-pressed={mine} onClick={() => set({ mine: '' })}>{t('mine')}</button>
          <button type="button" aria-pressed={!mine} onClick={() => set({ mine: '0' })}>{t('unit')}</button>
        </span>
        <SelectField label={t('stateFilter')} value={state} empty={t('anyState')} onChange={(v) => set({ state: v })} choices={states.map((code) => ({ code, label: words.state(code) }))} />
        <form className={styles.find} role="search" onSubmit={(event) => { event.preventDefault(); set({ q: text.trim() }); }}>
          <Field label={t('search')}>{(wiring) => <input {...wiring} type="search" value={text} maxLength={40} onChange={(event) => setText(event.target.value)} />}</Field>
          <Button type="submit">{t('searchGo')}</Button>
        </form>
        {total !== null ? <span className="meta end" role="status">{t('total', { n: total.toLocaleString('en-US') })}</span> : null}
      </header>
      {query.isPending ? <Loading lines={10} /> : query.isError ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : rows.length === 0 ? (
        filtered ? <Empty title={t('emptyFiltered')}><LinkButton onClick={() => { setText(''); set({ state: '', q: '' }); }}>{t('clearFilters')}</LinkButton></Empty>
        : <Empty title={t('emptyMine')}><p>{t('emptyMineText')}</p></Empty>
      ) : (
        <section className={`panel ${styles.scroll}`}>
          <CaseTable rows={rows} />
          {query.hasNextPage ? <p className={styles.moreRow}><Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('loadMore', { n: rows.length === 0 ? 0 : Math.min(100, rows.length) })}</Button></p> : null}
        </section>
      )}
    </div>
  );
}

function CaseTable({ rows }: { rows: CaseRow[] }) {
  const t = useT(caseMessages);
  const term = useTerm();
  const words = useCaseWords();
  const language = useLang();
  const sexAge = useSexAge();
  const due = (r: CaseRow) => r.next_clock?.due_at ?? r.next_due_at ?? null;
  const done = (r: CaseRow) => r.state === 'closed' || r.state === 'not_opened';
  return (
    <table className="table">
      <thead><tr>{[t('colCase'), t('colPerson'), t('colProgramme'), t('colGrade'), t('colState'), t('colLead'), t('colNext'), t('colReceived')].map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
      <tbody>
        {rows.map((r) => (
          <tr key={r.id}>
            <th scope="row" className="nb">{r.restricted === 'existence' || !r.case_no ? <Status kind="lock">{t('restricted')}</Status> : <Link href={`/cases/${r.id}`}>{r.case_no}</Link>}</th>
            <td className="nb">{r.person ? <span className="facts-row"><b>{r.person.name}</b><span>{sexAge(r.person.sex, r.person.age)}</span></span> : null}</td>
            <td className="nb">{term('kind', r.programme)}</td>
            <td className="nb">{r.grade ? term('grade', r.grade) : t('noGrade')}</td>
            <td>{r.state ? <Status kind={stateShape(r.state)}>{words.state(r.state)}</Status> : null}</td>
            <td className="nb">{r.lead?.name ?? t('noLead')}</td>
            <td className="nb">{due(r) && !done(r) ? <TimeLeft due={due(r) as string} /> : null}</td>
            <td className="nb meta">{rocDateTime(r.received_at, language, { time: false })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
