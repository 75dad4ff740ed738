import { useMemo, type ReactElement } from 'react';
import './timeline.css';
import { LANE, layoutTimeline, type Lane, type PlacedItem, type TimelineItem } from './layout.ts';

interface Props {
  title: string;
  lanes: readonly Lane[];
  items: readonly TimelineItem[];
  from: string;
  until: string;
  yearLabel: (rocYear: number) => string;
  /** The same item in words with full dates, for the list form. */
  sentence: (item: TimelineItem) => string;
  emptyText: string;
  width?: number;
}

/** Lanes of bars and marks, with the same facts as a list for screen readers. */
export function Timeline({ title, lanes, items, from, until, yearLabel, sentence, emptyText, width = 506 }: Props): ReactElement {
  const gutter = 46;
  const l = useMemo(() => layoutTimeline(lanes, items, { width, gutter, from, until }), [lanes, items, width, from, until]);
  return (
    <div className="tml">
      <svg className="tml-svg" viewBox={`0 0 ${width} ${l.height}`} role="img" aria-label={title}>
        {l.lanes.map((p) => (
          <g key={p.lane.id}>
            <text className="tml-lane" x={0} y={p.y + 18}>{p.lane.label}</text>
            <path className="tml-rule" d={`M0 ${p.y + p.height - 0.5}H${width}`} />
          </g>
        ))}
        {l.years.map((y) => (
          <g key={y.year}>
            <path className="tml-rule" d={`M${y.x} 0V${l.height - 22}`} />
            <text className="tml-year" x={y.x + 4} y={l.height - 6}>{yearLabel(y.year)}</text>
          </g>
        ))}
        {l.items.map((p) => <Mark key={p.item.id} placed={p} />)}
      </svg>
      {items.length === 0 && <p className="meta">{emptyText}</p>}
      <ul className="vh">{items.map((i) => <li key={i.id}>{sentence(i)}</li>)}</ul>
    </div>
  );
}

function Mark({ placed: p }: { placed: PlacedItem }): ReactElement {
  const tone = `tml-${p.item.tone}`;
  return (
    <g className={tone}>
      <title>{p.item.label}</title>
      {p.width > 0 ? (
        <rect className="tml-bar" x={p.x} y={p.y - LANE / 2 + 3} width={p.width} height={LANE - 6} rx={3} />
      ) : p.item.tone === 'danger' ? (
        <path className="tml-oct" d={`M${p.x - 3} ${p.y - 7}h6l4 4v6l-4 4h-6l-4 -4v-6z`} />
      ) : (
        <circle className="tml-dot" cx={p.x} cy={p.y} r={4.5} />
      )}
      {p.label && (
        <text className={`tml-text${p.label.inside ? '' : ' tml-halo'}`} x={p.label.x} y={p.y + 5} textAnchor={p.label.anchor}>{p.item.label}</text>
      )}
    </g>
  );
}
