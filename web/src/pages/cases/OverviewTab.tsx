import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { useJobTitle } from '../../i18n/titles.ts';
import { instant, rocDateTime, taipeiDate } from '../../lib/roc.ts';
import { Empty } from '../../ui/State.tsx';
import { Status, Tag, When, useSexAge } from '../../ui/Status.tsx';
import { useHistoryWords } from './history.ts';
import { caseMessages } from './messages.ts';
import { type CaseLink, type CasePage, people } from './model.ts';
import { useCaseWords } from './useCaseWords.ts';
import styles from './cases.module.css';

/** The course of the case in dates, how it began, and what hangs together with it. */
export function OverviewTab({ page }: { page: CasePage }) {
  const t = useT(caseMessages);
  const term = useTerm();
  const language = useLang();
  const c = page.case;
  const at = (iso: string | null) => (iso ? rocDateTime(iso, language) : <span className="hint">{t('notYet')}</span>);
  const rows: [string, ReactNode][] = [
    [t('received'), at(c.received_at)], [t('firstContact'), at(c.first_contact_at)], [t('assessed'), at(c.assessed_at)],
    [t('finding'), c.finding ? term('finding', c.finding) : <span className="hint">{t('notYet')}</span>], [t('opened'), at(c.opened_at)], [t('closed'), at(c.closed_at)],
    ...(c.close_reason ? [[t('closeReason'), term('close_reason', c.close_reason)] as [string, ReactNode]] : []),
    ...(c.state === 'closed' ? [['', c.close_reader ? t('readBy', { who: c.close_reader.name }) : t('notRead')] as [string, ReactNode]] : []),
  ];
  return (
    <>
      <section className={`panel ${styles.box}`}><h2>{t('dates')}</h2><dl className={styles.facts}>{rows.map(([k, v], i) => <div key={`${k}${i}`}><dt>{k}</dt><dd>{v}</dd></div>)}</dl></section>
      <section className={`panel ${styles.box}`}><h2>{t('linkedCases')}</h2><Previous page={page} /><Links links={page.links} empty={t('noLinks')} /></section>
      <section className={`panel ${styles.box}`}><h2>{t('reReports')}</h2><Links links={page.re_reports} empty={t('noReReports')} /></section>
    </>
  );
}

/** The plan of the case before is one click away. */
function Previous({ page }: { page: CasePage }) {
  const t = useT(caseMessages);
  const previous = page.case.previous;
  if (!previous) return null;
  const id = typeof previous === 'string' ? previous : previous.id;
  const closed = typeof previous === 'string' ? null : (previous.closed_at ?? null);
  const days = typeof previous === 'string' ? null : (previous.days ?? (closed ? Math.round((Date.parse(taipeiDate(instant(page.case.received_at))) - Date.parse(taipeiDate(instant(closed)))) / 86_400_000) : null));
  return <p className="facts-row"><Tag strong>{t('previous')}</Tag><Link href={`/cases/${id}?tab=plan`}>{typeof previous === 'string' ? t('previous') : (previous.case_no ?? t('previous'))}</Link>{days !== null ? <Tag>{t('closedDays', { n: days })}</Tag> : null}</p>;
}

function Links({ links, empty }: { links: readonly CaseLink[]; empty: string }) {
  const words = useCaseWords();
  const term = useTerm();
  if (links.length === 0) return <p className="meta">{empty}</p>;
  return (
    <ul>
      {links.map((l, i) => (
        <li key={l.id ?? `${l.kind}${i}`} className="facts-row">
          <Tag>{words.link(l.kind)}</Tag>
          {l.case_id ? <Link href={`/cases/${l.case_id}`}>{l.case_no ?? l.case_id}</Link> : null}
          {l.report_id ? <Link href={`/queue/${l.report_id}`}>{l.report_no ?? l.report_id}</Link> : null}
          {l.programme ? <span>{term('kind', l.programme)}</span> : null}
          {l.lead ? <span>{l.lead.name}</span> : null}
          {l.linked_at ? <span className="meta"><When at={l.linked_at} full /></span> : null}
        </li>
      ))}
    </ul>
  );
}

/** Everyone in the case, each with the last time somebody saw them. */
export function PeopleTab({ page }: { page: CasePage }) {
  const jobTitle = useJobTitle();
  const t = useT(caseMessages);
  const term = useTerm();
  const sexAge = useSexAge();
  const seen = (id: string) => page.contacts.filter((c) => c.person?.id === id && c.face_to_face).map((c) => c.happened_at).sort().pop();
  const unit = typeof page.case.unit === 'string' ? page.case.unit : page.case.unit?.name;
  return (
    <>
      <section className={`panel ${styles.box}`}>
        <h2>{t('participants')}</h2>
        <table className="table">
          <thead><tr>{[t('person'), t('role'), t('age'), t('lastSeen')].map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
          <tbody>
            {people(page).map(({ person, role }) => {
              const last = seen(person.id);
              return (
                <tr key={person.id}>
                  <th scope="row"><Link href={`/people/${person.id}`}>{person.name}</Link></th>
                  <td>{term('role', role)}</td>
                  <td>{sexAge(person.sex, person.age)}</td>
                  <td>{last ? <When at={last} full /> : <Status kind="todo">{t('neverSeen')}</Status>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <section className={`panel ${styles.box}`}>
        <h2>{t('workers')}</h2>
        <p className="facts-row"><b>{page.case.lead?.name ?? t('noLead')}</b>{page.case.lead?.title ? <span>{jobTitle(page.case.lead.title)}</span> : null}{unit ? <span>{unit}</span> : null}{page.case.lead?.phone ? <a href={`tel:${page.case.lead.phone}`}>{page.case.lead.phone}</a> : null}</p>
      </section>
    </>
  );
}

export function HistoryTab({ page }: { page: CasePage }) {
  const t = useT(caseMessages);
  const words = useHistoryWords();
  if (page.history.length === 0) return <Empty title={t('historyEmpty')} />;
  return (
    <ol className={`panel ${styles.history}`}>
      {[...page.history].sort((a, b) => b.at.localeCompare(a.at)).map((h, i) => (
        <li key={`${h.at}${i}`}><span className="meta"><When at={h.at} full /></span><b>{words.title(h)}</b><span>{words.detail(h)}</span><span className="meta end">{h.actor?.name}</span></li>
      ))}
    </ol>
  );
}
