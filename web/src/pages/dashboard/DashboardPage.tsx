import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { api } from '../../api/client.ts';
import { useReference } from '../../api/queries.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useNow } from '../../lib/now.ts';
import { rocDate, rocDateTime, taipeiDate } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { dateValue, RocDateField } from '../../ui/RocDateField.tsx';
import { Loading, ProblemView } from '../../ui/State.tsx';
import { csv, type Figures, measure, period, type PeriodKey, periodKeyOf, periodKeys } from './model.ts';
import { dashboardMessages } from './messages.ts';
import { MorePanels } from './MorePanels.tsx';
import { Tile, valueOf } from './Tile.tsx';
import { TownshipPanels } from './TownshipPanel.tsx';
import styles from './dashboard.module.css';

/** The county head's page. Period and area stand in the address, so that a figure can be handed on; nothing personal does. */
export default function DashboardPage() {
  const t = useT(dashboardMessages);
  useTitle(t('title'));
  const [, navigate] = useLocation();
  const params = new URLSearchParams(useSearch());
  const today = taipeiDate(useNow());
  const chosen = period('month', today) as { from: string; to: string };
  const from = params.get('from') ?? chosen.from;
  const to = params.get('to') ?? chosen.to;
  const township = params.get('township');
  const [metric, setMetric] = useState('reports_per_1000');
  const query = useQuery({
    queryKey: ['indicators', from, to, township], placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get<Figures>(`/indicators?${new URLSearchParams({ from, to, ...(township ? { township } : {}) }).toString()}`, signal),
  });
  const set = (change: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(change)) if (value === null) next.delete(key); else next.set(key, value);
    const text = next.toString();
    navigate(text ? `/dashboard?${text}` : '/dashboard', { replace: true });
  };
  const search = `?${new URLSearchParams({ from, to, ...(township ? { township } : {}) }).toString()}`;
  return (
    <div className={styles.page}>
      <Head data={query.data} from={from} to={to} township={township} today={today} onChange={set} />
      {query.isPending ? <Loading lines={12} /> : query.isError ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : (
        <div className={styles.body} aria-busy={query.isFetching || undefined}>
          <div className={styles.tiles} role="group" aria-label={t('seven')}>
            {query.data.tiles.map((f) => <Tile key={f.id} figure={f} search={search} danger={f.id === 'serious_incidents'} />)}
          </div>
          <TownshipPanels data={query.data} metric={metric} onMetric={setMetric} township={township} onTownship={(code) => set({ township: code })} />
          <MorePanels data={query.data} search={search} />
        </div>
      )}
    </div>
  );
}

interface HeadProps { data: Figures | undefined; from: string; to: string; township: string | null; today: string; onChange: (change: Record<string, string | null>) => void }

function Head({ data, from, to, township, today, onChange }: HeadProps) {
  const t = useT(dashboardMessages);
  const language = useLang();
  const reference = useReference();
  const key = periodKeyOf(from, to, today);
  const [own, setOwn] = useState(false);
  const towns = reference?.townships ?? [];
  const townName = (code: string | null) => { const town = towns.find((x) => x.code === code); return town ? (language === 'zh' ? town.name_zh : town.name_en) : t('wholeCounty', { n: towns.length }); };
  const choose = (next: PeriodKey) => {
    const p = period(next, today);
    setOwn(p === null);
    if (p) onChange(next === 'month' ? { from: null, to: null } : p);
  };
  return (
    <header className={styles.head}>
      <h1>{t('title')}</h1>
      <label className="noprint">{t('period')}
        <select value={own ? 'own' : key} onChange={(event) => choose(event.target.value as PeriodKey)}>
          {periodKeys.map((k) => <option key={k} value={k}>{t(`p.${k}`)}</option>)}
        </select>
      </label>
      <label className="noprint">{t('area')}
        <select value={township ?? ''} onChange={(event) => onChange({ township: event.target.value || null })}>
          <option value="">{t('wholeCounty', { n: towns.length })}</option>
          {towns.map((town) => <option key={town.code} value={town.code}>{language === 'zh' ? town.name_zh : town.name_en}</option>)}
        </select>
      </label>
      <span className={`meta ${styles.span}`}>{rocDate(from, language)}–{rocDate(to, language)}</span>
      <span className={`meta end ${styles.asof}`}><span>{t('trendOf')}</span>{data ? <span>{t('asOf', { at: rocDateTime(data.as_of, language) })}</span> : null}</span>
      <span className={`field-row noprint`}>
        <Button look="light" aria-disabled={!data || undefined} onClick={() => data && download(data, language, from, to, townName(township))}>{t('exportCsv')}</Button>
        <Button look="light" onClick={() => print()}>{t('print')}</Button>
      </span>
      {own || key === 'own' ? <OwnPeriod from={from} to={to} onApply={(f, u) => { setOwn(false); onChange({ from: f, to: u }); }} /> : null}
      <p className="printonly">{t('periodPrinted', { from: rocDate(from, language), to: rocDate(to, language), area: townName(township) })}</p>
    </header>
  );
}

function OwnPeriod({ from, to, onApply }: { from: string; to: string; onApply: (from: string, to: string) => void }) {
  const t = useT(dashboardMessages);
  const id = useId();
  const [a, setA] = useState(() => dateValue(from));
  const [b, setB] = useState(() => dateValue(to));
  const [error, setError] = useState<string | undefined>();
  const apply = () => {
    if (!a.iso || !b.iso || a.iso > b.iso) setError(t('badPeriod'));
    else onApply(a.iso, b.iso);
  };
  return (
    <form className={`${styles.own} noprint`} noValidate onSubmit={(event) => { event.preventDefault(); apply(); }}>
      <RocDateField id={`${id}a`} label={t('from')} value={a} onChange={setA} error={error} />
      <RocDateField id={`${id}b`} label={t('to')} value={b} onChange={setB} />
      <Button type="submit">{t('apply')}</Button>
    </form>
  );
}

/** What is on the screen as a file: figures first, then the townships. Suppressed cells stay empty. */
function download(data: Figures, language: 'zh' | 'en', from: string, to: string, area: string): void {
  const zh = language === 'zh';
  const figures = [...data.tiles, ...data.more];
  const rows: (string | number | null)[][] = [
    [zh ? '指標' : 'figure', zh ? '分子' : 'numerator', zh ? '分母' : 'denominator', zh ? '值' : 'value', zh ? '單位' : 'unit', zh ? '起' : 'from', zh ? '迄' : 'to', zh ? '地區' : 'area'],
    ...figures.map((f) => { const v = valueOf(f); return [zh ? f.title_zh : f.title_en, v.numerator, v.denominator, v.value, f.unit, from, to, area]; }),
    [],
    [zh ? '鄉鎮市' : 'township', zh ? '代碼' : 'code', zh ? '人口' : 'population', ...figures.filter((f) => data.townships[0]?.values[f.id]).map((f) => (zh ? f.title_zh : f.title_en))],
    ...data.townships.map((town) => [zh ? town.name_zh : town.name_en, town.code, town.population, ...figures.filter((f) => data.townships[0]?.values[f.id]).map((f) => measure(town.values[f.id], f.unit))]),
  ];
  const link = document.createElement('a');
  const url = URL.createObjectURL(new Blob([csv(rows)], { type: 'text/csv;charset=utf-8' }));
  link.href = url;
  link.download = `anwang-${from}-${to}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
