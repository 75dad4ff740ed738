import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { api } from '../../api/client.ts';
import type { AccountBrief, EarlierReport, HouseholdInfo, Id, PersonBrief, Service, Unit } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm, useTownship } from '../../i18n/terms.ts';
import { rocDate, taipeiDate } from '../../lib/roc.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Reveal } from '../../ui/Reveal.tsx';
import { Loading, ProblemView } from '../../ui/State.tsx';
import { Status, Tag, useSexAge } from '../../ui/Status.tsx';
import { Panel, ReportsPanel, ServicesPanel, useHomeName } from './FamilyPanels.tsx';
import { peopleMessages } from './messages.ts';
import { useWord } from './useFamilyWords.ts';
import styles from './people.module.css';

interface PersonCase { id: Id; case_no: string | null; programme: string; state: string | null; lead: AccountBrief | null; unit: Unit | string | null; since?: string | null; opened_at?: string | null; closed_at?: string | null; restricted?: 'masked' | 'existence' | null }
interface PersonRecord {
  person: PersonBrief; names: { kind: string; name: string }[]; identifiers: { id?: Id; kind: string; masked: string; check_ok: boolean }[];
  households: HouseholdInfo[]; reports: EarlierReport[]; cases: PersonCase[]; services: Service[];
}

export default function PersonPage() {
  const { id } = useParams<{ id: string }>();
  const query = useQuery({ queryKey: ['person', id], queryFn: ({ signal }) => api.get<PersonRecord>(`/persons/${id}`, signal) });
  if (query.isPending) return <Loading lines={10} />;
  if (query.isError) return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  return <Person record={query.data} />;
}

function Person({ record }: { record: PersonRecord }) {
  const t = useT(peopleMessages);
  const language = useLang();
  const township = useTownship();
  const sexAge = useSexAge();
  const { person } = record;
  useTitle(person.name);
  return (
    <div className={styles.page}>
      <header className={styles.pageHead}>
        <h1>{person.name}</h1>
        <span>{sexAge(person.sex, person.age)}</span>
        <span className="meta">{person.birth_on ? `${t('born')} ${rocDate(person.birth_on, language)}` : `${t('born')} ${t('unknown')}`}</span>
        <span className="meta">{township(person.township)}</span>
      </header>
      <div className={styles.two}>
        <div className={styles.stack}>
          <Names record={record} />
          <Households record={record} />
          <Cases cases={record.cases} />
        </div>
        <div className={styles.stack}>
          <ReportsPanel reports={record.reports} />
          <ServicesPanel services={record.services} />
        </div>
      </div>
    </div>
  );
}

function Names({ record }: { record: PersonRecord }) {
  const t = useT(peopleMessages);
  const word = useWord();
  const reveal = (field: string, what: string) => (
    <Reveal<{ text?: string; value?: string }> what={what} path={`/persons/${record.person.id}/reveal`} body={{ field }}>{(opened) => <b>{opened.text ?? opened.value}</b>}</Reveal>
  );
  return (
    <Panel title={t('identity')}>
      <dl className={styles.facts}>
        <dt>{t('aliases')}</dt>
        <dd>{record.names.length === 0 ? <span className="hint">{t('noAliases')}</span> : record.names.map((n) => <p key={n.kind + n.name}>{n.name} <span className="meta">{word('nm', n.kind)}</span></p>)}</dd>
        <dt>{t('identifiers')}</dt>
        <dd>
          {record.identifiers.length === 0 ? <span className="hint">{t('noIdentifiers')}</span> : record.identifiers.map((i) => (
            <p key={i.kind + i.masked} className="facts-row"><span>{i.masked}</span><span className="meta">{word('id', i.kind)}</span>{i.check_ok ? null : <Status kind="due"><span>{t('checkBad')}</span></Status>}</p>
          ))}
        </dd>
      </dl>
      {record.person.masked ? reveal('name', t('name')) : null}
      {record.identifiers.length > 0 ? reveal('national_id', t('idNo')) : null}
      {reveal('phone', t('phone'))}
    </Panel>
  );
}

function Households({ record }: { record: PersonRecord }) {
  const t = useT(peopleMessages);
  const language = useLang();
  const homeName = useHomeName();
  return (
    <Panel title={t('households')}>
      {record.households.length === 0 ? <p className="meta">{t('noHouseholds')}</p> : (
        <ul>
          {record.households.map((h) => (
            <li key={h.id} className="facts-row">
              <Icon name="home" /><Link href={`/households/${h.id}`}>{homeName(h)}</Link>
              <span className="meta">{h.overlay === 'registered' ? t('overlay.registered') : t('overlay.co_residence')}</span>
              {h.checked_on ? <span className="meta">{t('checked', { date: rocDate(h.checked_on, language) })}</span> : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Cases({ cases }: { cases: readonly PersonCase[] }) {
  const t = useT(peopleMessages);
  const term = useTerm();
  const language = useLang();
  const date = (iso: string) => rocDate(taipeiDate(Date.parse(iso)), language);
  if (cases.length === 0) return <Panel title={t('cases')}><p className="meta">{t('noCases')}</p></Panel>;
  return (
    <Panel title={t('cases')}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead><tr>{[t('colCase'), t('colProgramme'), t('colCaseState'), t('colLead')].map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
          <tbody>
            {cases.map((c) => (
              <tr key={c.id}>
                <td>{c.restricted || !c.case_no ? <Status kind="lock">{t('restricted')}</Status> : <Link href={`/cases/${c.id}`}>{c.case_no}</Link>}</td>
                <td>{term('kind', c.programme)}</td>
                <td><span className="facts-row">{c.state ? <Tag>{term('state', c.state)}</Tag> : null}{c.closed_at ? <span>{t('afterClosed', { date: date(c.closed_at) })}</span> : c.opened_at ?? c.since ? <span>{t('afterOpened', { date: date((c.opened_at ?? c.since) as string) })}</span> : null}</span></td>
                <td>{c.lead?.name ?? (typeof c.unit === 'string' ? c.unit : c.unit?.name) ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
