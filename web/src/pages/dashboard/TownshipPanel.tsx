import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useSession } from '../../api/queries.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { ChoroplethMap } from '../../ui/map/ChoroplethMap.tsx';
import { classes, shade } from '../../ui/map/classes.ts';
import { loadCountyMap } from '../../ui/map/county.ts';
import { hasSuppressed, type Figure, type Figures, isRatio, measure, number, SMALL, sortTownships, type Sort, type Township, type UnitCode, type Value } from './model.ts';
import { dashboardMessages } from './messages.ts';
import { Fraction, valueOf } from './Tile.tsx';
import styles from './dashboard.module.css';

interface Props { data: Figures; metric: string; onMetric: (id: string) => void; township: string | null; onTownship: (code: string | null) => void }

const columns = ['reports', 'reports_per_1000', 're_report_after_closing', 'overdue_clocks', 'pending'];

/** The map and the sorted table say the same; either can be used alone. */
export function TownshipPanels(props: Props) {
  const figures = useMemo(() => new Map([...props.data.tiles, ...props.data.more].map((f) => [f.id, f])), [props.data]);
  const unitOf = (id: string): UnitCode => figures.get(id)?.unit ?? 'reports';
  return (
    <div className={styles.split}>
      <MapPanel {...props} figures={figures} unitOf={unitOf} />
      <TablePanel {...props} figures={figures} unitOf={unitOf} />
    </div>
  );
}

type Parts = Props & { figures: Map<string, Figure>; unitOf: (id: string) => UnitCode };

const useNames = () => {
  const language = useLang();
  return {
    figure: (f: Figure | undefined) => (f ? (language === 'zh' ? f.title_zh : f.title_en) : ''),
    full: (t: Township) => (language === 'zh' ? t.name_zh : t.name_en),
    short: (t: Township) => (language === 'zh' ? t.name_zh.replace(/[鄉鎮市區]$/u, '') : t.name_en.replace(/ (Township|City|District)$/, '')),
  };
};

function MapPanel({ data, metric, onMetric, township, onTownship, figures, unitOf }: Parts) {
  const t = useT(dashboardMessages);
  const names = useNames();
  const county = useSession()?.county.code ?? '';
  const map = useQuery({ queryKey: ['county-map', county], queryFn: () => loadCountyMap(county), staleTime: Infinity, enabled: county !== '' }).data;
  const unit = unitOf(metric);
  const offered = [...figures.values()].filter((f) => data.townships.some((town) => town.values[f.id]));
  const values = data.townships.map((town) => {
    const v = measure(town.values[metric], unit);
    return { code: town.code, name: names.short(town), value: v, text: v === null ? '—' : number(v, unit) };
  });
  const known = values.filter((v): v is typeof v & { value: number } => v.value !== null).sort((a, b) => b.value - a.value);
  const [high, low] = [known[0], known[known.length - 1]];
  return (
    <section className={`panel ${styles.panel}`} aria-labelledby="map-title">
      <header>
        <h2 id="map-title">{t('mapTitle')}</h2>
        <label className="meta">{t('metric')}
          <select value={metric} onChange={(event) => onMetric(event.target.value)}>{offered.map((f) => <option key={f.id} value={f.id}>{names.figure(f)}</option>)}</select>
        </label>
      </header>
      {map ? (
        <ChoroplethMap
          map={map} values={values} title={t('mapName', { metric: names.figure(figures.get(metric)) })} unit={t(`u.${unit}`)} noValue={t(hasSuppressed(data) ? 'suppressed' : 'noDenominator')} selected={township}
          description={high && low ? t('mapDesc', { high: high.name, highValue: high.text, low: low.name, lowValue: low.text }) : ''}
          format={(v) => (unit === 'percent' || unit === 'per_thousand' ? String(Math.round(v * 10) / 10) : number(v, unit))}
          range={(from, to) => (from === null ? t('below', { n: to ?? '' }) : to === null ? t('above', { n: from }) : t('between', { a: from, b: to }))}
          onSelect={(code) => onTownship(code === township ? null : code)}
        />
      ) : map === null ? <p className="meta">{t('mapMissing')}</p> : <div className={styles.mapRoom} />}
      <Definition data={data} id={metric} />
    </section>
  );
}

function Definition({ data, id }: { data: Figures; id: string }) {
  const language = useLang();
  const d = data.definitions.find((x) => x.id === id);
  if (!d) return null;
  const [n, den] = language === 'zh' ? [d.numerator_zh, d.denominator_zh] : [d.numerator_en, d.denominator_en];
  return <p className={styles.definition}>{n}{den ? `${language === 'zh' ? '，除以' : ', over '}${den}` : ''}</p>;
}

function TablePanel({ data, metric, township, onTownship, figures, unitOf }: Parts) {
  const t = useT(dashboardMessages);
  const names = useNames();
  const [sort, setSort] = useState<Sort | null>(null);
  const shown = columns.includes(metric) ? columns : [metric, ...columns.slice(0, -1)];
  // named viewers see every count: nothing is withheld from them, so nothing is said about it
  const withheld = hasSuppressed(data);
  const present = shown.filter((id) => data.townships.some((town) => town.values[id]));
  const active: Sort = sort ?? { column: metric, down: true };
  const rows = sortTownships(data.townships, active, unitOf);
  const steps = classes(rows.flatMap((r) => measure(r.values[metric], unitOf(metric)) ?? []));
  const press = (column: string) => setSort({ column, down: active.column === column ? !active.down : column !== 'name' });
  const head = (column: string, words: string, className?: string) => (
    <th scope="col" className={className} aria-sort={active.column === column ? (active.down ? 'descending' : 'ascending') : undefined}>
      <button type="button" onClick={() => press(column)}>{words}<span aria-hidden="true">{active.column === column ? (active.down ? ' ↓' : ' ↑') : ''}</span></button>
    </th>
  );
  return (
    <section className={`panel ${styles.panel}`} aria-labelledby="towns-title">
      <header><h2 id="towns-title">{t('townships')}</h2>{township ? <LinkButton onClick={() => onTownship(null)}>{t('clearTown')}</LinkButton> : null}<span className="meta">{t(withheld ? 'townshipsHint' : 'townshipsHintAll', { n: SMALL })}</span></header>
      <div className={styles.scroll}>
        <table className={styles.towns}>
          <thead><tr>{head('name', t('colTown'))}{head('population', t('colPopulation'), 'num')}{present.map((id) => <FigureHead key={id} render={head} id={id} name={names.figure(figures.get(id))} />)}</tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.code} data-on={row.code === township ? '' : undefined}>
                <th scope="row"><LinkButton onClick={() => onTownship(row.code === township ? null : row.code)} aria-pressed={row.code === township} title={t('filterTown', { name: names.full(row) })}>{names.full(row)}</LinkButton></th>
                <td className="num">{row.population.toLocaleString('en-US')}</td>
                {present.map((id) => {
                  const v = measure(row.values[id], unitOf(id));
                  return (
                    <td key={id} className="num">
                      {id === metric && v !== null ? <span className={`map-sw ${styles.swatch} map-bg${shade(steps.index(v), steps.breaks.length + 1)}`} /> : null}
                      <Cell value={row.values[id]} unit={unitOf(id)} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          {township ? null : (
            <tfoot>
              <tr>
                <th scope="row">{t('county')}</th>
                <td className="num">{data.townships.reduce((s, r) => s + r.population, 0).toLocaleString('en-US')}</td>
                {present.map((id) => { const f = figures.get(id); return <td key={id} className="num">{f ? <Cell value={valueOf(f)} unit={f.unit} /> : null}</td>; })}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </section>
  );
}

function FigureHead({ id, name, render }: { id: string; name: string; render: (column: string, words: string, className?: string) => ReactNode }) {
  return <>{render(id, name, 'num')}</>;
}

function Cell({ value, unit }: { value: Value | undefined; unit: UnitCode }) {
  const t = useT(dashboardMessages);
  if (!value) return null;
  if (value.suppressed) return <span className="hint">{t('suppressed')}</span>;
  if (unit === 'percent' && value.denominator === 0) return <span className="hint">—</span>;
  if (unit === 'percent') return <span className={styles.pair}><Fraction value={value} /><span className={styles.pc}>{value.value !== null && value.denominator !== null && value.denominator >= SMALL ? `${number(value.value, unit)}%` : ''}</span></span>;
  const v = isRatio(unit) ? value.value : value.numerator;
  return <>{v === null ? '—' : number(v, unit)}</>;
}
