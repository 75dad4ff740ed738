import type { UseQueryResult } from '@tanstack/react-query';
import { useId } from 'react';
import { Link } from 'wouter';
import type { Family } from '../../../api/types.ts';
import { useLang, useT } from '../../../i18n/lang.ts';
import { useTerm } from '../../../i18n/terms.ts';
import { rocDateTime } from '../../../lib/roc.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Loading, ProblemView } from '../../../ui/State.tsx';
import { Status } from '../../../ui/Status.tsx';
import { useKinds } from '../words.ts';
import { reviewMessages } from './messages.ts';
import { MiniGenogram } from './MiniGenogram.tsx';
import type { Work } from './ReviewPane.tsx';
import styles from './review.module.css';

/** The household at a glance: who lives there, who already works with them, and how earlier reports ended. */
export function FamilyColumn({ work, family }: { work: Work; family: UseQueryResult<Family> }) {
  const t = useT(reviewMessages);
  const term = useTerm();
  const kinds = useKinds();
  const language = useLang();
  const title = useId();
  const data = family.data;
  const first = data?.households[0];
  const day = (iso: string) => rocDateTime(iso, language, { time: false });
  return (
    <section className={styles.col} aria-labelledby={title}>
      <header><h2 id={title}>{t('familyCol')}</h2>{first ? <Link className="meta" href={`/households/${first.household.id}`}>{t('household')}</Link> : null}</header>
      {family.isPending ? <Loading lines={5} /> : family.isError ? <ProblemView error={family.error} onRetry={() => void family.refetch()} /> : null}
      {data && data.households.length === 0 ? <p className="meta">{t('noFamily')}</p> : null}
      {data ? (
        <>
          {data.households.length > 0 ? <MiniGenogram households={data.households} subjects={work.report.subjects} /> : null}
          <ul className={styles.family}>
            {data.alerts.map((alert) => (
              <li key={alert.id} className={styles.alert}><Icon name="tri" /><span><b>{t(`alert.${alert.kind}` as 'alert.other')}</b>{alert.note ? <small>{alert.note}</small> : null}</span></li>
            ))}
            {data.open_cases.map((open) => (
              <li key={open.id}>
                <Icon name={open.restricted ? 'lock' : 'half'} />
                <span>
                  <span className="facts-row"><b>{term('programme', open.programme)}</b>{open.restricted ? <Status kind="lock">{t('restrictedCase')}</Status> : <span>{t('openCase')}</span>}</span>
                  <small className="facts-row">{unitName(open.unit) ? <span>{unitName(open.unit)}</span> : null}{open.lead ? <span>{open.lead.name}</span> : null}{open.lead?.phone ? <a href={`tel:${open.lead.phone}`}>{open.lead.phone}</a> : null}{open.since ? <span>{t('since', { at: day(open.since) })}</span> : null}</small>
                </span>
              </li>
            ))}
            {data.closed_recently ? (
              <li>
                <Icon name="tri" />
                <span>
                  <Link href={`/cases/${data.closed_recently.case_id}`}>{t('closedDays', { n: data.closed_recently.days })}</Link>
                  <small className="facts-row"><span>{t('unmet', { n: Array.isArray(data.closed_recently.unmet_goals) ? data.closed_recently.unmet_goals.length : data.closed_recently.unmet_goals })}</span>{data.closed_recently.lead ? <span>{t('oldLead', { who: data.closed_recently.lead.name })}</span> : null}</small>
                </span>
              </li>
            ) : null}
          </ul>
          <h3 className={styles.earlierHead}>{t('earlierReports')}<span className="meta">{t('counted', { n: data.counted_12m })}</span></h3>
          {data.earlier_reports.length === 0 ? <p className="meta">{t('noEarlier')}</p> : null}
          <ul className={styles.family}>
            {data.earlier_reports.map((earlier) => (
              <li key={earlier.id}>
                <Icon name={earlier.finding === null ? 'ring' : earlier.finding === 'substantiated' ? 'tick' : 'dash'} />
                <span>
                  <span className="facts-row"><span>{day(earlier.received_at)}</span><span>{kinds({ kinds: earlier.kinds, partner_violence: null })}</span><span className="meta">{term('source', earlier.source)}</span></span>
                  <small className="facts-row">
                    <b>{earlier.finding === null ? t('noFinding') : term('finding', earlier.finding)}</b>
                    {earlier.after?.state ? <span>{term(decided.has(earlier.after.state) ? 'outcome' : 'state', earlier.after.state)}</span> : null}
                    {earlier.after?.goals ? <span>{t('goals', { met: earlier.after.goals_met ?? 0, all: earlier.after.goals })}</span> : null}
                  </small>
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

/** What became of an earlier report is the state of its case, or what was decided where there is none. */
const decided = new Set(['dispatch', 'not_dispatched', 'same_incident', 'notice', 'jurisdiction', 'advice']);

function unitName(unit: Family['open_cases'][number]['unit']): string {
  return typeof unit === 'string' ? unit : (unit?.name ?? '');
}
