import { useState } from 'react';
import { Link } from 'wouter';
import { api, Problem } from '../../api/client.ts';
import { useReference } from '../../api/queries.ts';
import type { PersonHit } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTownship } from '../../i18n/terms.ts';
import { rocDate } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, SelectField, TextField } from '../../ui/Field.tsx';
import { type Column, LongTable, whole } from '../../ui/longlist/LongTable.tsx';
import { Empty, Loading, ProblemView } from '../../ui/State.tsx';
import { Tag, useSexAge } from '../../ui/Status.tsx';
import { peopleMessages } from './messages.ts';
import { useWord } from './useFamilyWords.ts';
import styles from './people.module.css';

type Fields = Record<'name' | 'birth_text' | 'id_no' | 'phone' | 'address' | 'township', string>;
const noFields: Fields = { name: '', birth_text: '', id_no: '', phone: '', address: '', township: '' };

/** Search for a person. What is typed travels in a body and stays in this page: never in an address, a history or a cache. */
export default function PeoplePage() {
  const t = useT(peopleMessages);
  useTitle(t('searchTitle'));
  const language = useLang();
  const reference = useReference();
  const [text, setText] = useState('');
  const [fields, setFields] = useState(noFields);
  const [hits, setHits] = useState<PersonHit[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const filled = Object.fromEntries(Object.entries(fields).filter(([, v]) => v.trim() !== '').map(([k, v]) => [k, v.trim()]));
  const ready = text.trim() !== '' || Object.keys(filled).length > 0;
  const ask = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await api.post<PersonHit[] | { items: PersonHit[] }>('/persons/search', { ...(text.trim() ? { text: text.trim() } : {}), ...filled });
      setHits(Array.isArray(answer) ? answer : answer.items);
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem({ title: '', status: 0 }));
    } finally {
      setBusy(false);
    }
  };
  const field = (key: keyof Fields, label: string) => <TextField label={label} maxLength={120} value={fields[key]} onChange={(v) => setFields({ ...fields, [key]: v ?? '' })} />;
  return (
    <div className={`${styles.page} ${styles.searchPage}`}>
      <div className={styles.pageHead}><h1>{t('searchTitle')}</h1><p className="meta">{t('searchHint')}</p></div>
      <form className="stack" role="search" noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); if (ready && !busy) void ask(); }}>
        <div className={styles.search}>
          <Field label={t('searchText')}>{(wiring) => <input {...wiring} type="search" value={text} maxLength={120} onChange={(event) => setText(event.target.value)} />}</Field>
          <Button look="main" type="submit" busy={busy} aria-disabled={!ready || undefined}>{t('searchGo')}</Button>
        </div>
        <details className={`panel ${styles.moreFields}`}>
          <summary>{t('more')}</summary>
          <div className={styles.fields}>
            {field('name', t('name'))}{field('birth_text', t('birth'))}{field('id_no', t('idNo'))}{field('phone', t('phone'))}{field('address', t('address'))}
            <SelectField
              label={t('township')} value={fields.township} empty={t('anyTownship')} onChange={(township) => setFields({ ...fields, township })}
              choices={(reference?.townships ?? []).map((town) => ({ code: town.code, label: language === 'zh' ? town.name_zh : town.name_en }))}
            />
          </div>
        </details>
      </form>
      {problem ? <ProblemView error={problem} onRetry={() => void ask()} /> : busy && hits === null ? <Loading /> : <Hits hits={hits} />}
    </div>
  );
}

function Hits({ hits }: { hits: PersonHit[] | null }) {
  const t = useT(peopleMessages);
  const language = useLang();
  const township = useTownship();
  const word = useWord();
  const sexAge = useSexAge();
  if (hits === null) return <Empty title={t('emptyStart')}><p>{t('emptyStartText')}</p></Empty>;
  if (hits.length === 0) return <div role="status"><Empty title={t('emptyFound')}><p>{t('emptyFoundText')}</p></Empty></div>;
  const found = t(hits.length >= MOST ? 'foundNearest' : 'found', { n: hits.length });
  const columns: Column<PersonHit>[] = [
    { key: 'name', head: t('colName'), width: 150, names: true, cell: (h) => <Link href={`/people/${h.person.id}`}>{h.person.name}</Link> },
    { key: 'birth', head: t('colBirth'), width: 190, cell: (h) => <span className="facts-row"><span>{sexAge(h.person.sex, h.person.age)}</span>{h.person.birth_on ? <span className="nb">{rocDate(h.person.birth_on, language)}</span> : null}</span> },
    { key: 'town', head: t('colTown'), width: 130, cell: (h) => township(h.person.township) },
    { key: 'evidence', head: t('evidence'), width: 260, cell: (h) => <span className={styles.evidence}>{h.evidence.filter((e) => e.level !== 'missing').map((e) => <Tag key={e.field}>{word('ev', e.field)}{language === 'zh' ? '' : ' '}{word('lv', e.level)}</Tag>)}</span> },
    { key: 'open', head: t('colOpen'), width: 120, cell: (h) => (h.household_id ? <Link href={`/households/${h.household_id}`}>{t('openHousehold')}</Link> : <Link href={`/people/${h.person.id}`}>{t('openPerson')}</Link>) },
  ];
  return (
    <section className={styles.hits} aria-labelledby="hits">
      <h2 id="hits"><span role="status">{found}</span></h2>
      <LongTable label={found} columns={columns} pages={whole(hits)} total={hits.length} rowKey={(h) => h.person.id}>
        {hits.length >= MOST ? <span>{t('foundMost')}</span> : null}
      </LongTable>
    </section>
  );
}

/** The server shows the nearest ones and no more: a search is not a register to leaf through. */
const MOST = 20;
