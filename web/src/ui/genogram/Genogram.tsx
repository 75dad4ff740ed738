/**
 * The genogram as SVG, its legend and its table. Arrow keys walk between members (one tab stop for the whole
 * picture); Enter or a click opens one. Colours come from the tokens, so both themes and forced colours work.
 */
import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import './genogram.css';
import { layoutGenogram, SYMBOL, type GenogramLayout, type Node } from './layout.ts';
import type { Genogram as Family, RelationKind } from './model.ts';
import { nearest } from './walk.ts';
import { describe, genogramWords, spoken, unionLabel, type GenogramWords, type Language } from './words.ts';

interface Props {
  family: Family;
  title: string;
  language: Language;
  /** Opens a member; without it the members are read but not opened. */
  onOpen?: (personId: string) => void;
}

export function Genogram({ family, title, language, onOpen }: Props): ReactElement {
  const words = genogramWords[language];
  const layout = useMemo(() => layoutGenogram(family), [family]);
  const facts = useMemo(() => new Map(describe(family, words).map((d) => [d.person.id, spoken(d, words)])), [family, words]);
  const id = useId();
  const start = (layout.nodes.find((n) => n.person.index) ?? layout.nodes[0])?.person.id ?? '';
  const [chosen, setChosen] = useState(start);
  const current = facts.has(chosen) ? chosen : start;
  const refs = useRef(new Map<string, SVGGElement>());
  const onKey = (e: KeyboardEvent<SVGGElement>, node: Node): void => {
    if ((e.key === 'Enter' || e.key === ' ') && onOpen) {
      e.preventDefault();
      onOpen(node.person.id);
      return;
    }
    const next = nearest(layout.nodes, node, e.key);
    if (!next) return;
    e.preventDefault();
    setChosen(next.person.id);
    refs.current.get(next.person.id)?.focus();
  };
  return (
    <figure className="geno" aria-labelledby={`${id}t`} aria-describedby={`${id}d`}>
      <figcaption className="vh" id={`${id}t`}>{title}</figcaption>
      <p className="vh" id={`${id}d`}>{words.summary(family.persons.length, family.households.length)}{words.keys}</p>
      <div className="geno-scroll">
        <svg className="geno-svg" viewBox={`0 0 ${layout.width} ${layout.height}`} width={layout.width} height={layout.height}>
          <Lines layout={layout} words={words} />
          <g role="list" aria-labelledby={`${id}t`}>
            {layout.nodes.map((node) => (
              <g key={node.person.id} role="listitem">
                <g
                  ref={(el) => { if (el) refs.current.set(node.person.id, el); else refs.current.delete(node.person.id); }}
                  className={`geno-person${onOpen ? ' geno-open' : ''}`}
                  role={onOpen ? 'button' : 'img'}
                  aria-label={facts.get(node.person.id)}
                  tabIndex={node.person.id === current ? 0 : -1}
                  onFocus={() => setChosen(node.person.id)}
                  onKeyDown={(e) => onKey(e, node)}
                  onClick={() => onOpen?.(node.person.id)}
                >
                  <PersonSymbol node={node} />
                </g>
              </g>
            ))}
          </g>
        </svg>
      </div>
      <Legend family={family} words={words} />
    </figure>
  );
}

function Lines({ layout, words }: { layout: GenogramLayout; words: GenogramWords }): ReactElement {
  return (
    <g aria-hidden="true">
      {layout.outlines.map((o) => <path key={o.path} className="geno-home" d={o.path} />)}
      {layout.descents.map((d) => <path key={d.path} className={`geno-line geno-${d.kind}`} d={d.path} />)}
      {layout.unions.map((u) => (
        <g key={u.path}>
          <path className={`geno-line geno-u-${u.union.kind}`} d={u.path} />
          {u.union.kind === 'divorced' && <path className="geno-line" d={`M${u.x + 30} ${u.y + 7}l7 -14m1 14l7 -14`} />}
          {u.union.kind === 'separated' && <path className="geno-line" d={`M${u.x + 30} ${u.y + 7}l7 -14`} />}
        </g>
      ))}
      {layout.relations.map((r) => (
        <g key={r.path} className={`geno-rel geno-rel-${r.relation.kind}`}>
          <path d={r.path} />
          {r.arrow !== undefined && <path className="geno-arrow" d={r.arrow} />}
        </g>
      ))}
      {layout.outlines.map((o) => (
        <text key={`t${o.path}`} className="geno-halo geno-home-name" x={o.x} y={o.y + 5}>
          {o.household.label}{o.first ? '' : `（${words.continued}）`}
        </text>
      ))}
      {layout.unions.map((u) => (
        <text key={`t${u.path}`} className="geno-halo geno-mid geno-strong" x={u.x} y={u.y - 5}>{unionLabel(u.union, words)}</text>
      ))}
      {layout.relations.map((r) => (
        <text key={`t${r.path}`} className={`geno-halo geno-mid geno-strong geno-rel-name-${r.relation.kind}`} x={r.x} y={r.y}>
          {words.relation[r.relation.kind]}
        </text>
      ))}
    </g>
  );
}

function PersonSymbol({ node }: { node: Node }): ReactElement {
  const { person, x, y, side } = node;
  const tx = side === 'right' ? x + SYMBOL + 9 : x - SYMBOL - 9;
  const anchor = side === 'right' ? 'geno-start' : 'geno-end';
  return (
    <>
      <rect className="geno-hit" x={x - node.left - 2} y={y - 24} width={node.left + node.right + 4} height={48} rx={4} />
      <Shape node={node} r={SYMBOL} />
      {person.index && <Shape node={node} r={SYMBOL - 4} />}
      {person.deceased && <path className="geno-line" d={`M${x - 13} ${y - 13}l26 26m0 -26l-26 26`} />}
      {!person.unborn && (
        <text className={`geno-age${person.deceased ? ' geno-halo' : ''}`} x={x} y={y + 6}>{person.age ?? '？'}</text>
      )}
      <text className={`geno-halo geno-name ${anchor}`} x={tx} y={person.note ? y - 3 : y + 5}>{person.name}</text>
      {person.note && <text className={`geno-halo geno-note ${anchor}`} x={tx} y={y + 16}>{person.note}</text>}
    </>
  );
}

function Shape({ node, r }: { node: Node; r: number }): ReactElement {
  const { person, x, y } = node;
  const className = r === SYMBOL ? 'geno-shape' : 'geno-shape geno-inner';
  if (person.unborn) return <path className={className} d={`M${x} ${y - r}L${x + r} ${y + r * 0.8}H${x - r}Z`} />;
  if (person.sex === 'male') return <rect className={className} x={x - r} y={y - r} width={2 * r} height={2 * r} />;
  if (person.sex === 'female') return <circle className={className} cx={x} cy={y} r={r} />;
  return <path className={className} d={`M${x} ${y - r * 1.2}L${x + r * 1.2} ${y}L${x} ${y + r * 1.2}L${x - r * 1.2} ${y}Z`} />;
}

/** Only what this picture uses is explained. */
function Legend({ family, words }: { family: Family; words: GenogramWords }): ReactElement {
  const kinds = [...new Set(family.relations.map((r) => r.kind))];
  return (
    <ul className="geno-key">
      {kinds.map((k) => <li key={k}><RelationSample kind={k} />{words.relation[k]}</li>)}
      {family.households.length > 0 && (
        <li><svg viewBox="0 0 26 12" width="26" height="12" aria-hidden="true"><rect className="geno-home" x="1" y="1" width="24" height="10" rx="4" /></svg>{words.cohabit}</li>
      )}
      {family.persons.some((p) => p.index) && <li>{words.legendIndex}</li>}
      <li>{words.legendNumber}</li>
    </ul>
  );
}

const SAMPLE: Record<RelationKind, string> = {
  violence: 'M1 6c3-8 6-8 8 0s5 6 8 0 5-6 8 0',
  conflict: 'M1 9l4-6 4 6 4-6 4 6 4-6 4 6',
  close: 'M1 4H25M1 8H25',
  distant: 'M1 6H25',
  cutoff: 'M1 6H25M11 1V11M15 1V11',
};

function RelationSample({ kind }: { kind: RelationKind }): ReactElement {
  return (
    <svg viewBox="0 0 26 12" width="26" height="12" aria-hidden="true" className={`geno-rel geno-rel-${kind}`}><path d={SAMPLE[kind]} /></svg>
  );
}

/** The table form: every fact of the picture in words. */
export function GenogramTable({ family, title, language, onOpen }: Props): ReactElement {
  const words = genogramWords[language];
  const c = words.columns;
  const cell = (items: readonly string[]): ReactElement => <td>{items.length === 0 ? <span className="hint">{words.none}</span> : items.map((s) => <p key={s}>{s}</p>)}</td>;
  return (
    <div className="geno-scroll">
      <table className="geno-table">
        <caption className="vh">{title}</caption>
        <thead><tr>{[c.name, c.sex, c.age, c.kin, c.relations, c.household, c.note].map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>
        <tbody>
          {describe(family, words).map((d) => (
            <tr key={d.person.id}>
              <th scope="row">
                {onOpen ? <button type="button" className="linkish" onClick={() => onOpen(d.person.id)}>{d.person.name}</button> : d.person.name}
                {d.person.index && <span className="meta">{words.index}</span>}
              </th>
              <td>{d.person.unborn ? words.unborn : words.sex[d.person.sex]}</td>
              <td>{d.person.unborn ? '' : words.age(d.person.age)}{d.person.deceased ? words.list + words.deceased : ''}</td>
              {cell(d.kin)}
              {cell(d.relations)}
              {cell(d.households)}
              <td>{d.person.note ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
