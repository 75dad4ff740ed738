import { useState } from 'react';
import { api, Problem } from '../../../api/client.ts';
import type { List, PersonBrief, PersonHit } from '../../../api/types.ts';
import { useLang, useT } from '../../../i18n/lang.ts';
import { useTownship } from '../../../i18n/terms.ts';
import { rocDate } from '../../../lib/roc.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { ProblemView } from '../../../ui/State.tsx';
import { useSexAge } from '../../../ui/Status.tsx';
import { reviewMessages } from './messages.ts';
import styles from './review.module.css';

/** Finds a person by hand. The query travels in the body of a POST, never in an address. */
export function PersonSearchDialog({ start, onPick, onClose }: { start: string; onPick: (person: PersonBrief) => void; onClose: () => void }) {
  const t = useT(reviewMessages);
  const language = useLang();
  const town = useTownship();
  const sexAge = useSexAge();
  const [text, setText] = useState(start);
  const [birth, setBirth] = useState('');
  const [hits, setHits] = useState<PersonHit[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const search = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setHits((await api.post<List<PersonHit>>('/persons/search', { text: text.trim(), ...(birth.trim() ? { birth_text: birth.trim() } : {}) })).items);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('searchTitle')} onClose={onClose} wide>
      <form className={styles.search} onSubmit={(event) => { event.preventDefault(); if (text.trim() || birth.trim()) void search(); }}>
        <TextField label={t('searchWhat')} value={text} onChange={(v) => setText(v ?? '')} maxLength={100} startHere />
        <TextField label={t('searchBirth')} value={birth} onChange={(v) => setBirth(v ?? '')} placeholder="75/3/12" maxLength={20} />
        <Button look="main" type="submit" busy={busy}>{t('searchGo')}</Button>
      </form>
      {problem ? <ProblemView error={problem} /> : null}
      {hits !== null && hits.length === 0 ? <p role="status">{t('searchNone')}</p> : null}
      <ul className={styles.hits}>
        {hits?.map(({ person }) => (
          <li key={person.id}>
            <span className="facts-row"><b>{person.name}</b><span>{sexAge(person.sex, person.age)}</span>{person.birth_on ? <span>{rocDate(person.birth_on, language)}</span> : null}<span className="meta">{town(person.township)}</span></span>
            <Button look="light" onClick={() => onPick(person)} aria-label={`${t('pick')}：${person.name}`}>{t('pick')}</Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
