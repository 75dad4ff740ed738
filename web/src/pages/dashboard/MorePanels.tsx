import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { type Figures } from './model.ts';
import { dashboardMessages } from './messages.ts';
import { Tile, valueOf } from './Tile.tsx';
import styles from './dashboard.module.css';

/** Everything below the fold: the other figures, reports by kind and source, and what each figure counts. */
export function MorePanels({ data, search }: { data: Figures; search: string }) {
  const t = useT(dashboardMessages);
  const all = data.more.find((f) => f.id === 'reports');
  const total = all ? valueOf(all).numerator : null;
  return (
    <>
      <section aria-labelledby="more-title">
        <h2 id="more-title" className={styles.sectionTitle}>{t('more')}</h2>
        <div className={styles.more}>{data.more.map((f) => <Tile key={f.id} figure={f} search={search} />)}</div>
      </section>
      <div className={styles.breakdowns}>
        {data.by_kind ? <Breakdown title={t('byKind')} hint={total === null ? '' : t('breakdownHint', { n: total.toLocaleString('en-US') })} group="kind" rows={data.by_kind} total={total} /> : null}
        {data.by_source ? <Breakdown title={t('bySource')} hint="" group="source" rows={data.by_source} total={total} /> : null}
      </div>
      <Definitions data={data} />
    </>
  );
}

function Breakdown({ title, hint, group, rows, total }: { title: string; hint: string; group: string; rows: { code: string; count: number | null; suppressed: boolean }[]; total: number | null }) {
  const t = useT(dashboardMessages);
  const term = useTerm();
  const most = Math.max(1, ...rows.map((r) => r.count ?? 0));
  const sorted = [...rows].sort((a, b) => (b.count ?? 0) - (a.count ?? 0) || a.code.localeCompare(b.code));
  return (
    <section className={`panel ${styles.panel}`} aria-label={title}>
      <header><h2>{title}</h2><span className="meta">{hint}</span></header>
      <table className={styles.bars}>
        <thead className="vh"><tr><th scope="col">{title}</th><th scope="col">{t('u.reports')}</th></tr></thead>
        <tbody>
          {sorted.map((r) => (
            <tr key={r.code}>
              <th scope="row">{term(group, r.code) || t('noDenominator')}</th>
              <td>
                <svg className={styles.barLine} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width={((r.count ?? 0) / most) * 100} height="10" /></svg>
                <span>{r.suppressed || r.count === null ? t('suppressed') : <>{r.count.toLocaleString('en-US')}{total ? <span className="meta">/{total.toLocaleString('en-US')}</span> : null}</>}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Definitions({ data }: { data: Figures }) {
  const t = useT(dashboardMessages);
  const language = useLang();
  const zh = language === 'zh';
  return (
    <details className={`panel ${styles.definitions}`}>
      <summary>{t('definitions')}</summary>
      <div className={styles.scroll}>
        <table className="table">
          <thead><tr>{[t('defName'), t('defNumerator'), t('defDenominator'), t('defWindow'), t('defSource')].map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
          <tbody>
            {data.definitions.map((d) => (
              <tr key={d.id}>
                <th scope="row">{zh ? d.zh : d.en}</th>
                <td>{zh ? d.numerator_zh : d.numerator_en}</td>
                <td>{(zh ? d.denominator_zh : d.denominator_en) || t('countOnly')}</td>
                <td>{(zh ? d.window_zh : d.window_en) ?? d.window ?? ''}</td>
                <td>{d.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
