import { type ReactNode, useCallback, useId, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { EarlierReport, Household, HouseholdInfo, Service, TimelineEntry } from '../../api/types.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm, useTownship } from '../../i18n/terms.ts';
import { useNow } from '../../lib/now.ts';
import { rocDate, rocDateTime, taipeiDate } from '../../lib/roc.ts';
import { Genogram, GenogramTable } from '../../ui/genogram/Genogram.tsx';
import { LinkButton } from '../../ui/Button.tsx';
import { DecisionTag, Status, type StatusKind, Tag } from '../../ui/Status.tsx';
import { Timeline } from '../../ui/timeline/Timeline.tsx';
import { servicesByNetwork, timelineItems, timelineLanes, toGenogram } from './family.ts';
import { peopleMessages } from './messages.ts';
import { useMemberWords, useServiceName, useWord } from './useFamilyWords.ts';
import styles from './people.module.css';

export function Panel({ title, beside, children, className }: { title: string; beside?: ReactNode; children: ReactNode; className?: string | undefined }) {
  const id = useId();
  return (
    <section className={`panel ${styles.panel} ${className ?? ''}`} aria-labelledby={id}>
      <header><h2 id={id}>{title}</h2>{beside}</header>
      {children}
    </section>
  );
}

export function useHomeName(): (h: HouseholdInfo) => string {
  const township = useTownship();
  const language = useLang();
  return (h) => {
    const town = township(h.township);
    return language === 'zh' ? town.replace(/[鄉鎮市區]$/u, '') : town.replace(/ (Township|City|District)$/, '');
  };
}

export function GenogramPanel({ page, name }: { page: Household; name: string }) {
  const t = useT(peopleMessages);
  const language = useLang();
  const [, navigate] = useLocation();
  const [asTable, setAsTable] = useState(false);
  const homeName = useHomeName();
  const words = useMemberWords();
  const family = toGenogram(page, {
    // English words are three times as long: the picture says the one that matters, the table both
    note: (m) => (language === 'zh' ? [words.role(m), ...words.involvement(m).slice(0, 1)].join('，') : (words.involvement(m)[0] ?? words.role(m))),
    home: (h, n) => t('homeLine', { town: homeName(h), n }),
  });
  const props = { family, title: t('genogramOf', { name }), language, onOpen: (id: string) => navigate(`/people/${id}`) };
  return (
    <Panel
      title={t('genogram')} className={styles.geno}
      beside={
        <span className="seg" role="group" aria-label={t('view')}>
          <button type="button" aria-pressed={!asTable} onClick={() => setAsTable(false)}>{t('asPicture')}</button>
          <button type="button" aria-pressed={asTable} onClick={() => setAsTable(true)}>{t('asTable')}</button>
        </span>
      }
    >
      {asTable ? <GenogramTable {...props} /> : <Genogram {...props} />}
    </Panel>
  );
}

export function MembersPanel({ page }: { page: Household }) {
  const t = useT(peopleMessages);
  const language = useLang();
  const words = useMemberWords();
  const homeName = useHomeName();
  const homes = new Map([page.household, ...page.related].map((h) => [h.id, homeName(h)]));
  const minors = page.members.filter((m) => m.person.age !== null && m.person.age < 18).length;
  const join = language === 'zh' ? '；' : '; ';
  return (
    <Panel title={t('members')} beside={<span className="meta">{t('memberCount', { n: page.members.length, m: minors })}</span>}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead><tr>{[t('colName'), t('colRole'), t('colBirth'), t('colHome'), t('colState'), t('colLink')].map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
          <tbody>
            {page.members.map((m) => (
              <tr key={`${m.person.id}${m.household_id}`}>
                <th scope="row"><Link href={`/people/${m.person.id}`}>{m.person.name}</Link></th>
                <td>{words.role(m)}</td>
                <td><span className="facts-row">{m.person.birth_on ? <span>{rocDate(m.person.birth_on, language)}</span> : null}<span>{m.deceased_on ? t('deceased', { date: rocDate(m.deceased_on, language) }) : words.age(m)}</span></span></td>
                <td>{homes.get(m.household_id) ?? ''}</td>
                <td className={styles.wrap}>{words.involvement(m).join(join)}</td>
                <td>{m.link?.by ? <DecisionTag who={m.link.by.name} at={m.link.at} /> : <span className="meta">{t('noLink')}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

const FIRST_REPORTS = 4;

export function ReportsPanel({ reports, counted }: { reports: readonly EarlierReport[]; counted?: number }) {
  const t = useT(peopleMessages);
  const term = useTerm();
  const language = useLang();
  const [all, setAll] = useState(false);
  const shown = all ? reports : reports.slice(0, FIRST_REPORTS);
  const join = language === 'zh' ? '，' : ', ';
  const date = (iso: string) => rocDate(taipeiDate(Date.parse(iso)), language);
  // 不開案 is a state of the case, 不派案 an outcome of screening: either may be where a report ended
  const ended = (code: string): string => [term('state', code), term('outcome', code)].find((w) => w !== code) ?? code;
  const after = (r: EarlierReport): string => {
    const a = r.after;
    if (!a) return '';
    return [
      a.state && !a.opened_at ? ended(a.state) : '',
      a.opened_at ? t('afterOpened', { date: date(a.opened_at) }) : '',
      a.closed_at ? t('afterClosed', { date: date(a.closed_at) }) : '',
      a.goals ? t('afterGoals', { n: a.goals, m: a.goals_met ?? 0 }) : '',
    ].filter(Boolean).join(join);
  };
  return (
    <Panel title={t('earlier')} beside={counted === undefined ? undefined : <span className="meta">{t('earlierCount', { n: counted })}</span>}>
      {reports.length === 0 ? <p className="meta">{t('noEarlier')}</p> : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead><tr>{[t('colReceived'), t('colKind'), t('colSource'), t('colSubject'), t('colFinding'), t('colAfter')].map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
            <tbody>
              {shown.map((r) => (
                <tr key={r.id}>
                  <td>{rocDateTime(r.received_at, language, { time: false })}</td>
                  <td>{r.kinds.map((k) => term('short', k)).join(language === 'zh' ? '、' : ', ')}</td>
                  <td>{term('source', r.source)}</td>
                  <td>{r.subject ?? ''}</td>
                  <td><Finding code={r.finding} /></td>
                  <td className={styles.wrap}>{after(r)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {shown.length < reports.length ? <LinkButton className={styles.moreReports} onClick={() => setAll(true)}>{t('moreReports', { n: reports.length - shown.length })}</LinkButton> : null}
        </div>
      )}
    </Panel>
  );
}

/** What the investigation found stands in words beside every earlier report; 查無 never looks like a proven one. */
export function Finding({ code }: { code: string | null }) {
  const t = useT(peopleMessages);
  const term = useTerm();
  if (code === null) return <Status kind="todo">{t('findingNone')}</Status>;
  if (code === 'substantiated' || code === 'confirmed') return <Status kind="done">{term('finding', code)}</Status>;
  if (code === 'pending') return <Status kind="doing">{term('finding', code)}</Status>;
  return <Tag>{term('finding', code)}</Tag>;
}

const serviceShapes: Record<string, StatusKind> = { active: 'doing', open: 'doing', pending: 'todo', waiting: 'todo', closed: 'done' };

export function ServicesPanel({ services }: { services: readonly Service[] }) {
  const t = useT(peopleMessages);
  const term = useTerm();
  const service = useServiceName();
  const groups = servicesByNetwork(services);
  return (
    <Panel title={t('services')} beside={<span className="meta">{t('servicesHint')}</span>}>
      {groups.length === 0 ? <p className="meta">{t('noServices')}</p> : (
        <ul className={styles.services}>
          {groups.flatMap(({ network, services: list }) => list.map((s, i) => (
            <li key={`${network}${i}`}>
              <b>{i === 0 ? term('network', network) : <span className="vh">{term('network', network)}</span>}</b>
              <ServiceState service={s} />
              <span>
                <span>{s.restricted === 'existence' && !s.what ? t('svc.existence') : service(s.what)}</span>
                <small><ServiceWindow service={s} /></small>
              </span>
            </li>
          )))}
        </ul>
      )}
    </Panel>
  );
}

function ServiceState({ service: s }: { service: Service }) {
  const t = useT(peopleMessages);
  const word = useWord();
  const term = useTerm();
  if (s.restricted) return <Status kind="lock">{t('restricted')}</Status>;
  const state = s.state || (s.until_on ? 'closed' : 'active');
  const words = word('svc', state);
  return <Status kind={serviceShapes[state] ?? 'todo'}>{words === state ? term('state', state) : words}</Status>;
}

function ServiceWindow({ service: s }: { service: Service }) {
  const unit = typeof s.unit === 'string' ? s.unit : s.unit?.name;
  const phone = s.phone ?? s.account?.phone ?? null;
  return (
    <span className="facts-row">
      {s.account ? <span>{s.account.name}</span> : null}
      {unit && !s.account ? <span>{unit}</span> : null}
      {phone ? <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a> : null}
    </span>
  );
}

function useTimelineLabel(): (e: TimelineEntry) => string {
  const t = useT(peopleMessages);
  const term = useTerm();
  const word = useWord();
  const township = useTownship();
  const language = useLang();
  const service = useServiceName();
  return useCallback((e) => {
    if (e.restricted === 'existence') return t('svc.existence');
    const said = (key: string): string => String(e.args[key] ?? '');
    const finding = said('finding') ? `${language === 'zh' ? '，' : ', '}${term('finding', said('finding'))}` : '';
    return word('tl', e.kind, {
      ...e.args, programme: term('short', said('programme') || said('kind')), township: township(said('township')),
      what: service(said('what') || said('kind')), finding, kind: term('short', said('kind') || e.kind),
    });
  }, [t, term, word, township, language, service]);
}

const FIVE_YEARS = 5 * 365.25 * 86_400_000;

export function TimelinePanel({ entries }: { entries: readonly TimelineEntry[] }) {
  const t = useT(peopleMessages);
  const term = useTerm();
  const word = useWord();
  const language = useLang();
  const nowMs = useNow();
  const until = taipeiDate(nowMs);
  const from = taipeiDate(nowMs - FIVE_YEARS);
  const recent = taipeiDate(nowMs - 7 * 86_400_000);
  const lanes = timelineLanes(entries).map((id) => ({ id, label: word('lane', id) === id ? term('network', id) : word('lane', id) }));
  const label = useTimelineLabel();
  // kept while the minutes tick: positions depend on the day only
  const items = useMemo(() => timelineItems(entries, label, recent), [entries, label, recent]);
  const year = (iso: string) => (language === 'zh' ? `${Number(iso.slice(0, 4)) - 1911}/${iso.slice(5, 7)}` : iso.slice(0, 7));
  return (
    <Panel title={t('timeline')} beside={<span className="meta">{t('timelineSpan', { from: year(from), until: year(until) })}</span>}>
      <Timeline
        title={t('timeline')} lanes={lanes} items={items} from={from} until={until} emptyText={t('timelineEmpty')}
        yearLabel={(n) => (language === 'zh' ? t('rocYear', { n }) : String(n + 1911))}
        sentence={(i) => {
          const lane = lanes.find((l) => l.id === i.lane)?.label ?? i.lane;
          const start = rocDate(i.from.slice(0, 10), language);
          return i.until === undefined ? t('sentencePoint', { lane, from: start, label: i.label }) : t('sentenceSpan', { lane, from: start, until: i.until === null ? t('today') : rocDate(i.until.slice(0, 10), language), label: i.label });
        }}
      />
    </Panel>
  );
}
