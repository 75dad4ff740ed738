import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from 'wouter';
import { api } from '../../api/client.ts';
import type { Household, HouseholdInfo } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTownship } from '../../i18n/terms.ts';
import { useNow } from '../../lib/now.ts';
import { rocDate, rocDateTime } from '../../lib/roc.ts';
import { Reveal } from '../../ui/Reveal.tsx';
import { Loading, ProblemView } from '../../ui/State.tsx';
import { Tag } from '../../ui/Status.tsx';
import { AlertsBar } from './AlertsBar.tsx';
import { closedDays, countedReports, familyName } from './family.ts';
import { GenogramPanel, MembersPanel, ReportsPanel, ServicesPanel, TimelinePanel, useHomeName } from './FamilyPanels.tsx';
import { peopleMessages } from './messages.ts';
import { useWord } from './useFamilyWords.ts';
import styles from './people.module.css';

/** One family on one screen: who, where, what to watch for, what was found before, who already helps. */
export default function HouseholdPage() {
  const { id } = useParams<{ id: string }>();
  const query = useQuery({ queryKey: ['household', id], queryFn: ({ signal }) => api.get<Household>(`/households/${id}`, signal) });
  if (query.isPending) return <Loading lines={12} />;
  if (query.isError) return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  return <Family page={query.data} />;
}

function Family({ page }: { page: Household }) {
  const t = useT(peopleMessages);
  const nowMs = useNow();
  const surname = familyName(page.members);
  const name = surname ? t('householdTitle', { name: surname }) : t('householdUnnamed');
  useTitle(name);
  const counted = countedReports(page.reports, nowMs);
  return (
    <div className={styles.household}>
      <Head page={page} name={name} counted={counted} />
      <AlertsBar householdId={page.household.id} alerts={page.alerts} />
      <div className={styles.grid}>
        <div className={styles.stack}><GenogramPanel page={page} name={name} /><TimelinePanel entries={page.timeline} /></div>
        <div className={styles.stack}><MembersPanel page={page} /><ReportsPanel reports={page.reports} counted={counted} /><ServicesPanel services={page.services} /></div>
      </div>
    </div>
  );
}

function Head({ page, name, counted }: { page: Household; name: string; counted: number }) {
  const t = useT(peopleMessages);
  const word = useWord();
  const language = useLang();
  const nowMs = useNow();
  const from = new URLSearchParams(useSearch()).get('report');
  const homes = [page.household, ...page.related];
  const closed = closedDays(page.reports, nowMs);
  const languages = [...new Set(page.members.flatMap((m) => (m.language ? [word('language', m.language)] : [])))];
  const hidden = !page.household.address || page.household.address.includes('○');
  const shown = homes.filter((h) => page.members.some((m) => m.household_id === h.id)).length;
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <h1><span>{name}</span><span>{t('counts', { n: page.members.length, h: Math.max(1, shown) })}</span></h1>
        {counted > 0 ? <Tag strong={counted > 1}>{t('reports12', { n: counted })}</Tag> : null}
        {closed !== null ? <Tag>{t('closedDays', { n: closed })}</Tag> : null}
        {page.household.income_class ? <Tag>{page.household.income_class === 'low' ? t('income_low') : t('income_mid_low')}</Tag> : null}
        {languages.length > 0 ? <Tag>{t('languages', { list: languages.join(language === 'zh' ? '、' : ', ') })}</Tag> : null}
      </div>
      <div className={`facts-row meta ${styles.homes}`}>
        {homes.map((h) => <Home key={h.id} home={h} count={page.members.filter((m) => m.household_id === h.id).length} />)}
        <span>{t('asOf', { at: rocDateTime(page.as_of, language) })}</span>
        {hidden ? <Reveal<{ address?: string; text?: string }> what={t('revealAddress')} path={`/households/${page.household.id}/reveal-address`} body={{}}>{(opened) => <b>{opened.address ?? opened.text}</b>}</Reveal> : null}
      </div>
      <div className={`${styles.acts} noprint`}>
        {from ? <Link className="btn btn-light" href={`/queue/${from}`}>{t('back')}</Link> : <Link className="btn btn-light" href="/people">{t('backSearch')}</Link>}
      </div>
    </header>
  );
}

function Home({ home: h, count }: { home: HouseholdInfo; count: number }) {
  const t = useT(peopleMessages);
  const language = useLang();
  const township = useTownship();
  const homeName = useHomeName();
  const facts = [h.overlay === 'registered' ? t('overlay.registered') : t('overlay.co_residence'), h.checked_on ? t('checked', { date: rocDate(h.checked_on, language) }) : ''].filter(Boolean);
  return (
    <span>
      {t('homeLine', { town: homeName(h), n: count })}{language === 'zh' ? '：' : ': '}
      {h.address ? `${language === 'en' || h.address.includes(township(h.township)) ? '' : township(h.township)}${h.address.replace(/^[\p{Script=Han}]{2}縣/u, '')}` : t('addressHidden')}
      {language === 'zh' ? `（${facts.join('，')}）` : ` (${facts.join(', ')})`}
    </span>
  );
}
