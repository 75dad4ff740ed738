import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import type { List, Night, PersonBrief, PersonHit } from '../../api/types.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm, useTownship } from '../../i18n/terms.ts';
import { rocDate } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { uiMessages } from '../../ui/messages.ts';
import { useSexAge } from '../../ui/Status.tsx';
import styles from './desk.module.css';
import type { SubjectDraft } from './draft.ts';
import { deskMessages } from './messages.ts';

function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as T), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return settled;
}

/** Whether the people named so far are already known, looked up while the caller speaks. A machine's suggestion: dashed. */
export function Lookup({ subjects, onUse }: { subjects: SubjectDraft[]; onUse: (subject: SubjectDraft, person: PersonBrief) => void }) {
  const t = useT(deskMessages);
  return (
    <section aria-labelledby="desk-lookup" className={styles.aside}>
      <h2 id="desk-lookup">{t('lookup')}</h2>
      <p className="meta">{t('lookupHint')}</p>
      {subjects.map((s, i) => <LookupOne key={s.key} subject={s} n={i + 1} onUse={(person) => onUse(s, person)} />)}
    </section>
  );
}

function LookupOne({ subject, n, onUse }: { subject: SubjectDraft; n: number; onUse: (person: PersonBrief) => void }) {
  const t = useT(deskMessages);
  const ui = useT(uiMessages);
  const language = useLang();
  const town = useTownship();
  const sexAge = useSexAge();
  const asked = useSettled({
    ...(subject.name && subject.name.trim().length >= 2 ? { name: subject.name.trim() } : {}), ...(subject.birth.iso ? { birth_text: subject.birth.iso } : {}), ...(subject.id_no && subject.id_no.trim().length >= 8 ? { id_no: subject.id_no.trim() } : {}),
    ...(subject.phone && subject.phone.trim().length >= 6 ? { phone: subject.phone.trim() } : {}), ...(subject.address && subject.address.trim().length >= 4 ? { address: subject.address.trim() } : {}),
  }, 400);
  const enough = 'name' in asked || 'id_no' in asked || 'phone' in asked || 'address' in asked;
  const hits = useQuery({ queryKey: ['lookup', asked], queryFn: ({ signal }) => api.post<List<PersonHit>>('/persons/search', asked, { signal }), enabled: enough, gcTime: 0 });
  return (
    <div className={styles.lookup}>
      <h3>{t('subjectN', { n })}</h3>
      <div role="status">
        {!enough ? <p className="meta">{t('lookupWaiting')}</p> : hits.isFetching ? <p className="meta">{ui('searching')}</p> : hits.data?.items.length === 0 ? <p className="meta">{t('lookupNone')}</p> : null}
      </div>
      {enough ? hits.data?.items.slice(0, 4).map(({ person, household_id }) => (
        <div key={person.id} className={`sug ${styles.hit}`}>
          <p className="facts-row"><span className="sug-word">{ui('suggestion')}</span><b>{person.name}</b><span>{sexAge(person.sex, person.age)}</span></p>
          <p className="facts-row meta">{person.birth_on ? <span>{rocDate(person.birth_on, language)}</span> : null}<span>{town(person.township)}</span>{household_id ? <Link href={`/households/${household_id}`}>{t('lookupOpen')}</Link> : null}</p>
          <Button look="light" aria-disabled={subject.lookedUp === person.id} onClick={() => onUse(person)}>{t(subject.lookedUp === person.id ? 'lookupUsed' : 'lookupUse')}</Button>
        </div>
      )) : null}
    </div>
  );
}

/** The numbers that a caller in danger needs read out. */
export function Directory() {
  const t = useT(deskMessages);
  const term = useTerm();
  const night = useQuery({ queryKey: ['night'], queryFn: ({ signal }) => api.get<Night>('/night', signal) });
  return (
    <section aria-labelledby="desk-directory" className={styles.aside}>
      <h2 id="desk-directory">{t('directory')}</h2>
      {night.data && night.data.directory.length === 0 ? <p className="meta">{t('directoryNone')}</p> : null}
      <ul className={styles.directory}>
        {night.data?.directory.slice(0, 12).map((entry) => (
          <li key={entry.kind + entry.name}><span className="meta">{term('directory_kind', entry.kind)}</span><span>{entry.name}</span>{entry.phone ? <a href={`tel:${entry.phone}`} className="nb">{entry.phone}</a> : null}</li>
        ))}
      </ul>
    </section>
  );
}
