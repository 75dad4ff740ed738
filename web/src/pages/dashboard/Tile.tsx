import { Link } from 'wouter';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm, useTownship } from '../../i18n/terms.ts';
import { timeLeft } from '../../lib/left.ts';
import { useNow } from '../../lib/now.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Sparkline } from '../../ui/sparkline/Sparkline.tsx';
import { type Figure, isRatio, measure, type Note, number, SMALL, type Value } from './model.ts';
import { dashboardMessages } from './messages.ts';
import styles from './dashboard.module.css';

/** 443/444: the denominator always stands beside a percent. */
export function Fraction({ value }: { value: Value }) {
  return value.numerator === null || value.denominator === null ? null : <span className={styles.fraction}>{value.numerator.toLocaleString('en-US')}/{value.denominator.toLocaleString('en-US')}</span>;
}

export const valueOf = (f: Figure): Value => ({ numerator: f.numerator ?? null, denominator: f.denominator ?? null, value: f.value ?? null, suppressed: f.suppressed ?? false });

/** One number of the county head: value, n/d, target, change, trend, and the way to the records behind it. */
export function Tile({ figure, search, danger = false }: { figure: Figure; search: string; danger?: boolean }) {
  const t = useT(dashboardMessages);
  const language = useLang();
  const title = language === 'zh' ? figure.title_zh : figure.title_en;
  const value = valueOf(figure);
  const shown = measure(value, figure.unit);
  const alarm = danger && shown !== null && shown > 0;
  return (
    <section className={styles.tile} aria-label={title}>
      <h2>{title}</h2>
      <p className={styles.figure}>
        {alarm ? <Icon name="oct" className={styles.alarm ?? ''} /> : null}
        {figure.no_facts ? <span className={styles.words}>{t('noFacts')}</span>
          : value.suppressed ? <span className={styles.words}>{t('suppressed')}</span>
          : shown === null ? <span className={styles.words}>{t('noDenominator')}</span>
          : <BigNumber figure={figure} shown={shown} title={title} search={search} />}
      </p>
      {figure.no_facts ? null : <Beside figure={figure} value={value} />}
      <ul className={styles.notes}>{(figure.notes ?? []).map((n) => <li key={n.code}><NoteLine note={n} search={search} /></li>)}</ul>
      <Trend figure={figure} title={title} />
    </section>
  );
}

function BigNumber({ figure, shown, title, search }: { figure: Figure; shown: number; title: string; search: string }) {
  const t = useT(dashboardMessages);
  const few = isFew(figure);
  const words = few ? <b>{figure.numerator}<small>/{figure.denominator}</small></b> : <span><b>{number(shown, figure.unit)}</b><small>{t(`u.${figure.unit}`)}</small></span>;
  return figure.drill ? <Link href={`/dashboard/${figure.id}${search}`} aria-label={`${t('openRecords', { title })}：${number(shown, figure.unit)}${t(`u.${figure.unit}`)}`}>{words}</Link> : words;
}

/** Small samples show counts first: 27/28 is the figure, 96.4 % stands beside it. */
const isFew = (f: Figure): boolean => f.unit === 'percent' && f.denominator !== null && f.denominator !== undefined && f.denominator < SMALL;

/** n/d, the target, and what it was in the period before. */
function Beside({ figure, value }: { figure: Figure; value: Value }) {
  const t = useT(dashboardMessages);
  const ratio = isRatio(figure.unit);
  const before = figure.previous;
  const beforeValue = before ? measure(before, figure.unit) : null;
  return (
    <p className={styles.beside}>
      {isFew(figure) && value.value !== null ? <span className={styles.fraction}>{number(value.value, 'percent')}%</span> : ratio && value.denominator !== 0 ? <Fraction value={value} /> : null}
      {figure.target !== null && figure.target !== undefined ? <span>{t('target', { n: figure.target })}</span> : null}
      {before && beforeValue !== null && !(figure.notes ?? []).some((n) => n.code === 'in_period') ? <span className={styles.previous}>{t('previous', { value: ratio && before.denominator !== null ? `${before.numerator}/${before.denominator}` : number(beforeValue, figure.unit) })}</span> : null}
    </p>
  );
}

function Trend({ figure, title }: { figure: Figure; title: string }) {
  const t = useT(dashboardMessages);
  const values = (figure.trend ?? []).map((p) => measure(p, figure.unit));
  const known = values.filter((v): v is number => v !== null);
  if (known.length < 2) return null;
  const format = (v: number): string => number(v, figure.unit);
  const unit = t(`u.${figure.unit}`);
  return <Sparkline values={values} format={format} label={t('trendLabel', { title, first: `${format(known[0] as number)}${unit}`, last: `${format(known[known.length - 1] as number)}${unit}` })} />;
}

const num = (v: unknown): number => (typeof v === 'number' ? v : 0);

/** What stands beside a number, worded from codes; every count inside is the server's. */
function NoteLine({ note, search }: { note: Note; search: string }) {
  const t = useT(dashboardMessages);
  const term = useTerm();
  const township = useTownship();
  const language = useLang();
  const nowMs = useNow();
  const a = note.args;
  const left = () => timeLeft(nowMs, Date.parse(String(a['due_at'])), language);
  switch (note.code) {
    case 'owners': return <>{t('n.owners', { names: (a['accounts'] as { name: string }[]).map((o) => o.name).join(language === 'zh' ? '、' : ', ') })}</>;
    case 'in_period': return <>{t('n.in_period', { count: num(a['count']), previous: num(a['previous']) })}</>;
    case 'shortest': return <>{t('n.shortest', { left: left() })}</>;
    case 'dispatched_24h': return <Dispatched value={a as unknown as Value} search={search} />;
    case 'children_unseen': return num(a['count']) === 0 ? null : <b>{t('n.children_unseen', { count: num(a['count']) })}</b>;
    case 'by_network': return <Networks list={a['networks'] as { network: string; count: number }[]} />;
    case 'oldest': return <>{t('n.oldest', { left: left(), network: term('network', String(a['network'])) })}</>;
    case 'worst_township': return <>{t('n.worst_township', { township: township(String(a['township'])), numerator: num(a['numerator']), denominator: num(a['denominator']) })}</>;
    case 'vacant_over_60_days': return <>{t('n.vacant_over_60_days', { count: num(a['count']) })}</>;
    case 'median_hours': return <>{t('n.median_hours', { hours: num(a['hours']) })}</>;
    default: return null;
  }
}

/** 443/444＝99.77 %, and the one that was late is a click away. */
function Dispatched({ value, search }: { value: Value; search: string }) {
  const t = useT(dashboardMessages);
  if (value.suppressed || value.value === null) return <>{t('n.dispatched_24h')} {t('suppressed')}</>;
  return (
    <Link href={`/dashboard/dispatched_24h${search}`} className={styles.noteLink}>
      <span>{t('n.dispatched_24h')}</span>{(value.denominator ?? 0) < SMALL ? <Fraction value={value} /> : <><b>{number(value.value, 'percent')}%</b><Fraction value={value} /></>}
    </Link>
  );
}

function Networks({ list }: { list: { network: string; count: number }[] }) {
  const term = useTerm();
  const language = useLang();
  if (list.length === 0) return null;
  return <span className="facts-row">{list.map((n) => <span key={n.network} title={term('network', n.network)}>{language === 'zh' ? term('network', n.network).slice(0, 1) : term('network', n.network)}{language === 'zh' ? '' : ' '}{n.count}</span>)}</span>;
}
