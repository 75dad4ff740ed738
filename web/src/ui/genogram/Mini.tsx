import { type ReactElement, useMemo } from 'react';
import { textWidth } from '../svg/text.ts';
import type { Genogram } from './model.ts';
import { rows } from './order.ts';
import { describe, genogramWords, type Language, spoken } from './words.ts';
import styles from './mini.module.css';

interface Place { id: string; x: number; y: number }
export interface MiniLayout { width: number; height: number; places: Place[]; boxes: { id: string; label: string; x: number; y: number; width: number; height: number }[] }

const rowHeight = 58;
const half = 12;
const top = 34;

/** Positions for a picture as wide as a column: rows by generation, everyone evenly spaced, households boxed where their
 *  members stand side by side in whole rows (else the outline is left to the large picture). Pure. */
export function miniLayout(family: Genogram, width: number): MiniLayout {
  const order = rows(family);
  const places = order.flatMap((row, r) => row.map((id, i) => ({ id, x: (width * (i + 0.5)) / row.length, y: top + r * rowHeight })));
  const at = new Map(places.map((p) => [p.id, p]));
  const boxes = family.households.flatMap((household) => {
    const members = household.members.flatMap((id) => at.get(id) ?? []);
    if (members.length === 0) return [];
    const [first, last] = [Math.min(...members.map((p) => p.y)), Math.max(...members.map((p) => p.y))];
    const strangers = places.some((p) => p.y >= first && p.y <= last && !household.members.includes(p.id));
    if (strangers) return [];
    const single = members.length === 1 && order.find((row) => row.includes(members[0]!.id))!.length === 1;
    const left = single ? width * 0.22 : 3;
    const right = single ? width * 0.78 : width - 3;
    return [{ id: household.id, label: household.label, x: left, y: first - 22, width: right - left, height: last - first + 22 + 20 }];
  });
  return { width, height: top + (order.length - 1) * rowHeight + 24, places, boxes };
}

/** The family at a glance; the large picture with its table is on the household page. */
export function MiniGenogram({ family, language, title }: { family: Genogram; language: Language; title: string }): ReactElement {
  const width = 256;
  const layout = useMemo(() => miniLayout(family, width), [family]);
  const at = new Map(layout.places.map((p) => [p.id, p]));
  const person = new Map(family.persons.map((p) => [p.id, p]));
  const words = genogramWords[language];
  const spokenFacts = describe(family, words).map((d) => spoken(d, words)).join(words.joiner);
  return (
    <svg className={styles.mini} viewBox={`0 0 ${layout.width} ${layout.height}`} role="img" aria-label={`${title}：${spokenFacts}`}>
      {layout.boxes.map((box) => (
        <g key={box.id}>
          <rect className={styles.box} x={box.x} y={box.y} width={box.width} height={box.height} rx="10" />
          <text className={styles.place} x={box.x + 10} y={box.y + 5}>{box.label}</text>
        </g>
      ))}
      {family.unions.map((union) => {
        const [a, b] = [at.get(union.a), at.get(union.b)];
        return a && b ? <path key={`${union.a}-${union.b}`} className={styles.line} d={`M${a.x} ${a.y + half}v8H${b.x}V${b.y + half}`} /> : null;
      })}
      {family.descents.map((descent) => {
        const child = at.get(descent.child);
        const parents = descent.parents.flatMap((id) => at.get(id) ?? []);
        if (!child || parents.length === 0) return null;
        const x = parents.reduce((sum, p) => sum + p.x, 0) / parents.length;
        const y = Math.max(...parents.map((p) => p.y)) + (parents.length > 1 ? half + 8 : half);
        const mid = child.y - half - 8;
        return <path key={descent.child} className={styles.line} d={`M${x} ${y}V${mid}H${child.x}V${child.y - half}`} />;
      })}
      {family.relations.filter((r) => r.kind === 'violence' || r.kind === 'conflict').map((relation) => {
        const [a, b] = [at.get(relation.from), at.get(relation.to)];
        return a && b ? <Wave key={`${relation.from}-${relation.to}`} from={a} to={b} arrow={relation.kind === 'violence'} /> : null;
      })}
      {layout.places.map((place) => {
        const p = person.get(place.id)!;
        const name = p.name;
        // names stand outside a couple, so that the line of harm between the two stays free
        const crowd = layout.places.filter((other) => other.y === place.y).length;
        const beside = crowd === 2 && place.x < width / 2 ? 'start' : place.x + half + 4 + textWidth(name, 13) <= width ? 'end' : 'start';
        return (
          <g key={place.id}>
            {p.sex === 'male' ? <rect className={p.index ? styles.index : styles.symbol} x={place.x - half} y={place.y - half} width={half * 2} height={half * 2} /> : <circle className={p.index ? styles.index : styles.symbol} cx={place.x} cy={place.y} r={half} />}
            <text className={styles.age} x={place.x} y={place.y + 5}>{p.age ?? '?'}</text>
            <text className={styles.name} x={beside === 'end' ? place.x + half + 4 : place.x - half - 4} y={place.y + 5} textAnchor={beside === 'end' ? 'start' : 'end'}>{name}</text>
          </g>
        );
      })}
    </svg>
  );
}

/** A wave above the symbols, from the one who harms to the one harmed. */
function Wave({ from, to, arrow }: { from: Place; to: Place; arrow: boolean }) {
  const sign = Math.sign(to.x - from.x) || 1;
  const start = from.x + sign * (half + 2);
  const end = to.x - sign * (half + 3);
  const y = (from.y + to.y) / 2 - 15;
  const steps = Math.max(3, Math.round(Math.abs(end - start) / 14));
  const step = (end - start) / steps;
  const wave = Array.from({ length: steps }, (_, i) => `q${step / 2} ${i % 2 === 0 ? -8 : 8} ${step} 0`).join('');
  return (
    <>
      <path className={styles.harm} d={`M${start} ${y}${wave}`} />
      {arrow ? <path className={styles.head} d={`M${end + sign * 6} ${y + 3}l${-sign * 10} -1 ${sign * 4} -8z`} /> : null}
    </>
  );
}
