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
import { type Column, LongTable } from '../../ui/longlist/LongTable.tsx';
import { usePages, whileShort } from '../../ui/longlist/usePages.ts';
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
    getNextPageParam: (last) => last.next ?? undefined, refetchOnWindowFocus: whileShort,
  });
  const pages = usePages(query);
  const columns = useColumns();
  const set = (change: Record<string, string>) => {
    const next = new URLSearchParams(params);
    for (const [k, v] of Object.entries(change)) if (v === '') next.delete(k); else next.set(k, v);
    navigate(`/cases${next.size > 0 ? `?${next.toString()}` : ''}`, { replace: true });
  };
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
      {query.isPending ? <Loading lines={10} /> : query.isError ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : pages.rows.length === 0 ? (
        filtered ? <Empty title={t('emptyFiltered')}><LinkButton onClick={() => { setText(''); set({ state: '', q: '' }); }}>{t('clearFilters')}</LinkButton></Empty>
        : <Empty title={t('emptyMine')}><p>{t('emptyMineText')}</p></Empty>
      ) : (
        <LongTable label={t('listTitle')} columns={columns} pages={pages} total={total} rowKey={(r) => r.id} />
      )}
    </div>
  );
}

function useColumns(): Column<CaseRow>[] {
  const t = useT(caseMessages);
  const term = useTerm();
  const words = useCaseWords();
  const language = useLang();
  const sexAge = useSexAge();
  const due = (r: CaseRow) => r.next_clock?.due_at ?? r.next_due_at ?? null;
  const done = (r: CaseRow) => r.state === 'closed' || r.state === 'not_opened';
  return [
    { key: 'case', head: t('colCase'), width: 150, names: true, className: 'nb', cell: (r) => (r.restricted === 'existence' || !r.case_no ? <Status kind="lock">{t('restricted')}</Status> : <Link href={`/cases/${r.id}`}>{r.case_no}</Link>) },
    { key: 'person', head: t('colPerson'), width: 110, cell: (r) => (r.person ? <span className="facts-row"><b>{r.person.name}</b><span className="nb">{sexAge(r.person.sex, r.person.age)}</span></span> : null) },
    { key: 'programme', head: t('colProgramme'), width: 160, cell: (r) => term('kind', r.programme) },
    { key: 'grade', head: t('colGrade'), width: 80, className: 'nb', cell: (r) => (r.grade ? term('grade', r.grade) : t('noGrade')) },
    { key: 'state', head: t('colState'), width: language === 'zh' ? 136 : 172, cell: (r) => (r.state ? <Status kind={stateShape(r.state)}>{words.state(r.state)}</Status> : null) },
    { key: 'lead', head: t('colLead'), width: 76, cell: (r) => r.lead?.name ?? t('noLead') },
    { key: 'next', head: t('colNext'), width: 122, className: 'nb', cell: (r) => (due(r) && !done(r) ? <TimeLeft due={due(r) as string} /> : null) },
    { key: 'received', head: t('colReceived'), width: 118, className: 'nb meta', cell: (r) => rocDateTime(r.received_at, language, { time: false }) },
  ];
}
