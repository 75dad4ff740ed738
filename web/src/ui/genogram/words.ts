/** Every word a genogram shows or reads aloud, in both languages. */
import { hasEnded, type DescentKind, type Genogram, type GenoPerson, type GenoUnion, type RelationKind, type Sex } from './model.ts';

export type Language = 'zh' | 'en';

export interface GenogramWords {
  sex: Record<Sex, string>;
  relation: Record<RelationKind, string>;
  descent: Record<DescentKind, string>;
  start: { married: string; cohabiting: string };
  end: { divorced: string; widowed: string; separated: string };
  joiner: string;
  list: string;
  age: (years: number | null) => string;
  deceased: string;
  unborn: string;
  index: string;
  cohabit: string;
  legendIndex: string;
  legendNumber: string;
  partnerOf: (name: string, union: string) => string;
  childOf: (names: string, kind: string) => string;
  toward: (name: string, kind: string) => string;
  from: (name: string, kind: string) => string;
  continued: string;
  summary: (persons: number, households: number) => string;
  columns: { name: string; sex: string; age: string; kin: string; relations: string; household: string; note: string };
  none: string;
  /** How to move with the keyboard; read once when the picture takes the focus. */
  keys: string;
}

const zh: GenogramWords = {
  sex: { male: '男', female: '女', unknown: '性別不明' },
  relation: { violence: '暴力', conflict: '衝突', close: '緊密', distant: '疏離', cutoff: '斷絕' },
  descent: { birth: '親生', adopted: '收養', foster: '寄養' },
  start: { married: '結', cohabiting: '同居' },
  end: { divorced: '離', widowed: '歿', separated: '分居' },
  joiner: '／',
  list: '、',
  age: (years) => (years === null ? '年齡不明' : `${years}歲`),
  deceased: '歿',
  unborn: '孕',
  index: '本次對象',
  cohabit: '同住',
  legendIndex: '雙框：本次對象',
  legendNumber: '數字：歲',
  partnerOf: (name, union) => `與${name}${union}`,
  childOf: (names, kind) => (kind === '親生' ? `${names}的子女` : `${names}的子女（${kind}）`),
  toward: (name, kind) => `對${name}${kind}`,
  from: (name, kind) => `受${name}${kind}`,
  continued: '續',
  summary: (persons, households) => `共${persons}人${households}戶。`,
  columns: { name: '姓名', sex: '性別', age: '年齡', kin: '親屬', relations: '互動', household: '同住戶', note: '現況' },
  none: '無',
  keys: '方向鍵在成員間移動，Enter開啟成員。',
};

const en: GenogramWords = {
  sex: { male: 'male', female: 'female', unknown: 'sex unknown' },
  relation: { violence: 'violence', conflict: 'conflict', close: 'close', distant: 'distant', cutoff: 'cut off' },
  descent: { birth: 'birth', adopted: 'adopted', foster: 'foster' },
  start: { married: 'married ', cohabiting: 'together ' },
  end: { divorced: 'divorced ', widowed: 'widowed ', separated: 'apart ' },
  joiner: ' / ',
  list: ', ',
  age: (years) => (years === null ? 'age unknown' : `${years} years`),
  deceased: 'deceased',
  unborn: 'pregnancy',
  index: 'subject',
  cohabit: 'living together',
  legendIndex: 'Double outline: subject of the report',
  legendNumber: 'Number: age',
  partnerOf: (name, union) => `partner of ${name} (${union.trim() || 'no date'})`,
  childOf: (names, kind) => (kind === 'birth' ? `child of ${names}` : `child of ${names} (${kind})`),
  toward: (name, kind) => `${kind} toward ${name}`,
  from: (name, kind) => `${kind} from ${name}`,
  continued: 'continued',
  summary: (persons, households) => `${persons} persons in ${households} households.`,
  columns: { name: 'Name', sex: 'Sex', age: 'Age', kin: 'Kin', relations: 'Interaction', household: 'Household', note: 'Situation' },
  none: 'none',
  keys: 'Arrow keys move between members, Enter opens one.',
};

export const genogramWords: Record<Language, GenogramWords> = { zh, en };

/** 結93／離103: the years are ROC years in both languages, as on the papers. */
export function unionLabel(u: GenoUnion, w: GenogramWords): string {
  const word = u.kind === 'cohabiting' ? w.start.cohabiting : w.start.married;
  const from = u.since !== undefined ? `${word}${u.since}` : word.trim();
  if (!hasEnded(u)) return from;
  const end = w.end[u.kind as keyof typeof w.end];
  const until = u.until !== undefined ? `${end}${u.until}` : end.trim();
  return u.since !== undefined ? `${from}${w.joiner}${until}` : until;
}

export interface Described {
  person: GenoPerson;
  kin: string[];
  relations: string[];
  households: string[];
}

/** The same facts as the picture, one row a person: the table form and the spoken form are made of this. */
export function describe(g: Genogram, w: GenogramWords): Described[] {
  const name = (id: string): string => g.persons.find((p) => p.id === id)?.name ?? '';
  return g.persons.map((person) => {
    const unions = g.unions.filter((u) => u.a === person.id || u.b === person.id);
    const descents = g.descents.filter((d) => d.child === person.id && d.parents.some((p) => name(p) !== ''));
    return {
      person,
      kin: [
        ...unions.map((u) => w.partnerOf(name(u.a === person.id ? u.b : u.a), unionLabel(u, w))),
        ...descents.map((d) => w.childOf(d.parents.map(name).filter((n) => n !== '').join(w.list), w.descent[d.kind])),
      ],
      relations: g.relations.flatMap((r) =>
        r.from === person.id ? [w.toward(name(r.to), w.relation[r.kind])] : r.to === person.id ? [w.from(name(r.from), w.relation[r.kind])] : [],
      ),
      households: g.households.filter((h) => h.members.includes(person.id)).map((h) => h.label),
    };
  });
}

/** One person as a screen reader says it. */
export function spoken(d: Described, w: GenogramWords): string {
  const { person } = d;
  const state = [
    person.unborn ? w.unborn : w.sex[person.sex],
    person.unborn ? '' : w.age(person.age),
    person.deceased ? w.deceased : '',
    person.index ? w.index : '',
    person.note ?? '',
  ];
  return [person.name, ...state, ...d.kin, ...d.relations, ...d.households].filter((s) => s !== '').join(w.list);
}
