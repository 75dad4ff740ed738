import { useState } from 'react';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Empty } from '../../ui/State.tsx';
import { Status, Tag, When } from '../../ui/Status.tsx';
import { Composer } from './Composer.tsx';
import { useHistoryWords } from './history.ts';
import { caseMessages } from './messages.ts';
import { type CasePage, type Contact, feed, type FeedItem, isOver } from './model.ts';
import { NoteForm } from './NoteForm.tsx';
import styles from './cases.module.css';

type Filter = 'all' | FeedItem['type'];
const filters: readonly Filter[] = ['all', 'contact', 'note', 'event'];

/** Composer on top, everything that happened below it. */
export function RecordsTab({ page, prefill }: { page: CasePage; prefill: { person: string | null; n: number } }) {
  const t = useT(caseMessages);
  const [filter, setFilter] = useState<Filter>('all');
  const items = feed(page);
  const shown = items.filter((i) => filter === 'all' || i.type === filter);
  const count = (f: Filter) => (f === 'all' ? items.length : items.filter((i) => i.type === f).length);
  return (
    <>
      {isOver(page.case.state) ? null : <Composer key={prefill.n} page={page} person={prefill.person} focus={prefill.n > 0} />}
      <div className={styles.feedHead}>
        <h2>{t('feed')}</h2>
        <span className="seg noprint" role="group" aria-label={t('feed')}>
          {filters.map((f) => <button key={f} type="button" aria-pressed={filter === f} onClick={() => setFilter(f)}>{t(`f.${f}`)} {count(f)}</button>)}
        </span>
        {isOver(page.case.state) ? null : <NoteForm caseId={page.case.id} />}
      </div>
      {shown.length === 0 ? <Empty title={t('feedEmpty')}><p>{t('feedEmptyText')}</p></Empty> : <ol className={styles.tl}>{shown.map((item) => <FeedRow key={item.id} item={item} />)}</ol>}
    </>
  );
}

function FeedRow({ item }: { item: FeedItem }) {
  const done = item.type === 'contact' && item.contact.face_to_face;
  return (
    <li>
      <span className={styles.time}><When at={item.at} /></span>
      <span className={`${styles.dot} ${done ? styles.dotDone : ''}`}><Icon name={done ? 'tick' : 'ring'} /></span>
      {item.type === 'contact' ? <ContactRow contact={item.contact} /> : item.type === 'note' ? (
        <div className={`panel ${styles.e}`}><p className={styles.text}>{item.note.text}</p><p className="meta">{item.note.author?.name}</p></div>
      ) : <EventRow item={item} />}
    </li>
  );
}

function ContactRow({ contact: c }: { contact: Contact }) {
  const t = useT(caseMessages);
  const term = useTerm();
  const language = useLang();
  return (
    <div className={`panel ${styles.e}`}>
      <div className={styles.h}>
        <b>{term('contact_kind', c.kind)}</b>
        {c.person ? <span>{c.person.name}</span> : null}
        {c.place ? <span>{c.place}</span> : null}
        {c.face_to_face ? <Status kind="done">{t('faceToFace')}</Status> : c.not_seen_reason ? <Status kind="due">{term('not_seen_reason', c.not_seen_reason)}</Status> : null}
        {c.substitute ? <Tag>{t('substituteBy', { who: term('substitute', c.substitute) })}</Tag> : null}
        {c.next_try_at ? <Tag>{t('nextTry', { at: rocDateTime(c.next_try_at, language, { year: false }) })}</Tag> : null}
        <span className="meta end">{t('recorded', { who: c.worker?.name ?? '', at: rocDateTime(c.recorded_at, language, { year: false }) })}</span>
      </div>
      {c.note ? <p className={styles.text}>{c.note}</p> : null}
    </div>
  );
}

/** What a person decided: solid border, name and time. */
function EventRow({ item }: { item: Extract<FeedItem, { type: 'event' }> }) {
  const words = useHistoryWords();
  return (
    <div className={`dec ${styles.e} ${styles.decision}`}>
      <div className={styles.h}><b>{words.title(item.event)}</b><span>{words.detail(item.event)}</span><span className="meta end">{item.event.actor?.name}</span></div>
    </div>
  );
}
