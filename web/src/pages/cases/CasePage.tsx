import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useParams, useSearch } from 'wouter';
import { api } from '../../api/client.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Loading, ProblemView } from '../../ui/State.tsx';
import { Status, TimeLeft, useSexAge } from '../../ui/Status.tsx';
import { Aside } from './Aside.tsx';
import { CoWorkersDialog } from './CoWorkersDialog.tsx';
import { DocumentsTab } from './DocumentsTab.tsx';
import { caseMessages } from './messages.ts';
import { type CasePage as Page, openClocks } from './model.ts';
import { HistoryTab, OverviewTab, PeopleTab } from './OverviewTab.tsx';
import { PlanTab } from './PlanTab.tsx';
import { RecordsTab } from './RecordsTab.tsx';
import { stateShape, useCaseWords } from './useCaseWords.ts';
import styles from './cases.module.css';

const tabs = ['overview', 'records', 'plan', 'people', 'documents', 'history'] as const;
type Tab = (typeof tabs)[number];

export default function CasePage() {
  const { id } = useParams<{ id: string }>();
  const query = useQuery({ queryKey: ['case', id], queryFn: ({ signal }) => api.get<Page>(`/cases/${id}`, signal) });
  if (query.isPending) return <Loading lines={12} />;
  if (query.isError) return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  return <Case key={id} page={query.data} reload={() => void query.refetch()} />;
}

function Case({ page, reload }: { page: Page; reload: () => void }) {
  const t = useT(caseMessages);
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch()).get('tab') as Tab | null;
  const tab: Tab = asked && tabs.includes(asked) ? asked : 'records';
  // a person picked from the list of next steps starts in the composer
  const [prefill, setPrefill] = useState<{ person: string | null; n: number }>({ person: null, n: 0 });
  useTitle(page.case.case_no);
  const counts: Partial<Record<Tab, number>> = { records: page.contacts.length + page.notes.length, plan: page.goals.length, people: page.participants.length, documents: page.documents.length, history: page.history.length };
  const toContact = (person: string | null) => {
    setPrefill((before) => ({ person, n: before.n + 1 }));
    if (tab !== 'records') navigate(`/cases/${page.case.id}?tab=records`, { replace: true });
  };
  return (
    <div className={styles.case}>
      <Identity page={page} reload={reload} />
      <nav className={styles.tabs} aria-label={t('tabs')}>
        {tabs.map((name) => (
          <Link key={name} href={`/cases/${page.case.id}?tab=${name}`} replace aria-current={name === tab ? 'page' : undefined}>
            {t(`tab.${name}`)}{counts[name] ? <small>{counts[name]}</small> : null}
          </Link>
        ))}
      </nav>
      <div className={styles.cols}>
        <div className={styles.feed}>
          {tab === 'overview' ? <OverviewTab page={page} /> : null}
          {tab === 'records' ? <RecordsTab page={page} prefill={prefill} /> : null}
          {tab === 'plan' ? <PlanTab page={page} reload={reload} /> : null}
          {tab === 'people' ? <PeopleTab page={page} /> : null}
          {tab === 'documents' ? <DocumentsTab page={page} /> : null}
          {tab === 'history' ? <HistoryTab page={page} /> : null}
        </div>
        <Aside page={page} onContact={toContact} reload={reload} />
      </div>
    </div>
  );
}

/** Sticky: number, masked name, age, grade, state, owner, household, next clock. */
function Identity({ page, reload }: { page: Page; reload: () => void }) {
  const [co, setCo] = useState(false);
  const t = useT(caseMessages);
  const term = useTerm();
  const words = useCaseWords();
  const language = useLang();
  const sexAge = useSexAge();
  const c = page.case;
  const next = openClocks(page)[0];
  const unit = typeof c.unit === 'string' ? c.unit : c.unit?.name;
  return (
    <header className={styles.id}>
      <div>
        <p className="meta facts-row"><span>{c.case_no}</span><span>{term('kind', c.programme)}</span></p>
        <h1>{c.person ? <Link href={`/people/${c.person.id}`}>{c.person.name}</Link> : null}<span>{c.person ? sexAge(c.person.sex, c.person.age) : null}</span></h1>
      </div>
      <dl>
        <div><dt>{t('grade')}</dt><dd>{c.grade ? term('grade', c.grade) : t('noGrade')}</dd></div>
        <div><dt>{t('state')}</dt><dd><Status kind={stateShape(c.state)}>{words.state(c.state)}</Status></dd></div>
        {c.finding ? <div><dt>{t('finding')}</dt><dd>{term('finding', c.finding)}</dd></div> : null}
        <div><dt>{t('lead')}</dt><dd>{c.lead?.name ?? t('noLead')}</dd></div>
        {c.co_workers.length > 0 || c.decides ? (
          <div>
            <dt>{t('coWorkers')}</dt>
            <dd>{c.co_workers.map((w) => w.account?.name).join('、') || t('nobodyYet')}{c.decides ? <> <button type="button" className={`${styles.change} noprint`} aria-haspopup="dialog" onClick={() => setCo(true)}>{t('coChange')}</button></> : null}</dd>
          </div>
        ) : null}
        {unit ? <div><dt>{t('unitOf')}</dt><dd>{unit}</dd></div> : null}
        {c.household_id ? <div><dt>{t('household')}</dt><dd><Link href={`/households/${c.household_id}`}>{t('openHousehold')}</Link></dd></div> : null}
      </dl>
      {co ? <CoWorkersDialog page={page} onClose={() => setCo(false)} reload={reload} /> : null}
      <div className={styles.nextClock}>
        {next ? (
          <><p className={`meta ${styles.nextTitle}`} title={words.clock(next)}>{t('nextClock')}{language === 'zh' ? '　' : ': '}{words.clock(next)}</p><p className="facts-row"><TimeLeft due={next.due_at} start={next.started_at} /><span className="meta noprint">{rocDateTime(next.due_at, language, { year: false })}</span></p></>
        ) : <p className="meta">{t('noClock')}</p>}
      </div>
    </header>
  );
}
