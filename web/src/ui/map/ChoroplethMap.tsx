import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import './map.css';
import { classes, shade } from './classes.ts';
import { mapLabels } from './labels.ts';
import type { CountyMap, TownValue } from './model.ts';

interface Props {
  map: CountyMap;
  values: readonly TownValue[];
  title: string;
  /** One sentence: highest and lowest, where the full table is. */
  description: string;
  unit: string;
  noValue: string;
  format: (value: number) => string;
  /** "18以上", "14–18", "未滿10". */
  range: (from: string | null, to: string | null) => string;
  selected: string | null;
  onSelect: (code: string) => void;
}

/** Towns coloured by value. One tab stop; arrow keys go through the towns from the highest value down. */
export function ChoroplethMap({ map, values, title, description, unit, noValue, format, range, selected, onSelect }: Props): ReactElement {
  const id = useId();
  const byCode = useMemo(() => new Map(values.map((v) => [v.code, v])), [values]);
  const known = useMemo(() => values.flatMap((v) => (v.value === null ? [] : [v.value])), [values]);
  const steps = useMemo(() => classes(known), [known]);
  const labels = useMemo(() => mapLabels(map, values), [map, values]);
  const order = useMemo(() => [...values].sort((a, b) => (b.value ?? -1) - (a.value ?? -1)).map((v) => v.code), [values]);
  const [focus, setFocus] = useState<string | null>(null);
  const refs = useRef(new Map<string, SVGPathElement>());
  const tone = (code: string): string => {
    const v = byCode.get(code)?.value ?? null;
    return v === null ? 'map-none' : `map-s${shade(steps.index(v), steps.breaks.length + 1)}`;
  };
  const stop = focus ?? selected ?? order[0];
  const onKey = (e: KeyboardEvent, code: string): void => {
    if (e.key === 'Enter' || e.key === ' ') {
      e.preventDefault();
      onSelect(code);
      return;
    }
    const move = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[e.key];
    const next = move === undefined ? undefined : order[order.indexOf(code) + move];
    if (next === undefined) return;
    e.preventDefault();
    refs.current.get(next)?.focus();
  };
  return (
    <figure className="map" aria-labelledby={`${id}t`} aria-describedby={`${id}d`}>
      <figcaption id={`${id}t`} className="vh">{title}</figcaption>
      <p id={`${id}d`} className="vh">{description}</p>
      <svg className="map-svg" viewBox={`0 0 ${map.width} ${map.height}`}>
        <defs>
          <pattern id={`${id}h`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" className="map-hatch-bg" /><path d="M0 0V6" className="map-hatch" />
          </pattern>
        </defs>
        <g role="group" aria-labelledby={`${id}t`}>
          {map.towns.map((t) => {
            const v = byCode.get(t.code);
            if (!v) return <path key={t.code} className="map-town map-empty" d={t.d} aria-hidden="true" />;
            const missing = v.value === null;
            return (
              <path
                key={t.code}
                ref={(el) => { if (el) refs.current.set(t.code, el); else refs.current.delete(t.code); }}
                className={`map-town ${tone(t.code)}${selected === t.code ? ' map-on' : ''}`}
                {...(missing ? { fill: `url(#${id}h)` } : {})}
                d={t.d}
                role="button"
                aria-pressed={selected === t.code}
                aria-label={`${v.name} ${missing ? noValue : `${v.text} ${unit}`}`}
                tabIndex={t.code === stop ? 0 : -1}
                onFocus={() => setFocus(t.code)}
                onKeyDown={(e) => onKey(e, t.code)}
                onClick={() => onSelect(t.code)}
              />
            );
          })}
        </g>
        <g aria-hidden="true" className="map-labels">
          {labels.map((l) => {
            const v = byCode.get(l.code) as TownValue;
            if (l.kind === 'inside')
              return (
                <g key={l.code} className={`${tone(l.code)}-ink`}>
                  <text x={l.x} y={l.y - 3} className="map-mid">{v.name}</text>
                  <text x={l.x} y={l.y + 15} className="map-mid map-num">{v.text}</text>
                </g>
              );
            return (
              <g key={l.code}>
                <path className="map-leader" d={`M${l.from.x} ${l.from.y}L${l.to.x} ${l.to.y}`} />
                <circle className="map-pin" cx={l.from.x} cy={l.from.y} r={2.5} />
                <text x={l.x} y={l.y} textAnchor={l.anchor} className="map-out">{v.name}<tspan dx="5" className="map-num">{v.text}</tspan></text>
              </g>
            );
          })}
        </g>
      </svg>
      <Legend steps={steps.breaks} known={known} index={steps.index} unit={unit} format={format} range={range} none={values.length - known.length} noValue={noValue} />
    </figure>
  );
}

interface LegendProps {
  steps: readonly number[];
  known: readonly number[];
  index: (v: number) => number;
  unit: string;
  format: (v: number) => string;
  range: Props['range'];
  none: number;
  noValue: string;
}

function Legend({ steps, known, index, unit, format, range, none, noValue }: LegendProps): ReactElement {
  const rows = Array.from({ length: steps.length + 1 }, (_, i) => ({ i, count: known.filter((v) => index(v) === i).length })).reverse();
  return (
    <div className="map-key">
      <p className="meta">{unit}</p>
      <ul>
        {known.length > 0 && rows.map(({ i, count }) => {
          const [from, to] = [steps[i - 1], steps[i]];
          return (
            <li key={i}>
              <span className={`map-sw map-bg${shade(i, steps.length + 1)}`} />
              <span>{steps.length === 0 ? format(known[0] as number) : range(from === undefined ? null : format(from), to === undefined ? null : format(to))}</span>
              <span className="map-count">{count}</span>
            </li>
          );
        })}
        {none > 0 && <li><span className="map-sw map-sw-none" /><span>{noValue}</span><span className="map-count">{none}</span></li>}
      </ul>
    </div>
  );
}
