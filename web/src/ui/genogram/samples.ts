/** Fictional families for tests and the pattern page: every symbol and line is used at least once. */
import type { Genogram, GenoPerson } from './model.ts';

const p = (id: string, name: string, sex: GenoPerson['sex'], age: number | null, birthOn: string | null, more: Partial<GenoPerson> = {}): GenoPerson =>
  ({ id, name, sex, age, birthOn, ...more });

export const chang: Genogram = {
  persons: [
    p('gm', '田○妹', 'female', 59, '1967-09-30', { note: '外祖母' }),
    p('m', '張○雯', 'female', 26, '2000-02-11', { note: '被害人', index: true }),
    p('f', '徐○豪', 'male', 31, '1995-03-05', { note: '相對人' }),
    p('d', '張○妤', 'female', 8, '2018-04-20', { note: '通報未列' }),
    p('s', '張○群', 'male', 4, '2022-02-17', { note: '受傷，在急診', index: true }),
  ],
  unions: [{ a: 'f', b: 'm', kind: 'married', since: 110 }],
  descents: [
    { child: 'm', parents: ['gm'], kind: 'birth' },
    { child: 's', parents: ['f', 'm'], kind: 'birth' },
    { child: 'd', parents: ['f', 'm'], kind: 'birth' },
  ],
  relations: [{ from: 'f', to: 'm', kind: 'violence' }],
  households: [
    { id: 'h1', label: '竹東戶4人', members: ['f', 'm', 'd', 's'] },
    { id: 'h2', label: '尖石戶1人', members: ['gm'] },
  ],
};

/** Three generations, a remarriage, twins, an adoption, a foster child, a pregnancy, a death, a lodger of unknown sex. */
export const large: Genogram = {
  persons: [
    p('g1', '林○土', 'male', 78, '1948-01-01', { deceased: true }),
    p('g2', '陳○月', 'female', 75, '1951-01-01'),
    p('g3', '黃○山', 'male', 71, '1955-01-01'),
    p('a', '林○國', 'male', 50, '1976-01-01'),
    p('x', '周○芬', 'female', 48, '1978-01-01', { note: '前妻' }),
    p('b', '黃○美', 'female', 41, '1985-01-01', { index: true }),
    p('u', '林○財', 'male', 46, '1980-01-01', { note: '叔' }),
    p('c1', '林○宏', 'male', 20, '2006-01-01'),
    p('t1', '林○安', 'female', 9, '2017-05-01', { twinGroup: 't' }),
    p('t2', '林○平', 'male', 9, '2017-05-01', { twinGroup: 't' }),
    p('ad', '林○希', 'female', 5, '2021-01-01', { note: '收養' }),
    p('fo', '古○恩', 'male', 3, '2023-01-01', { note: '寄養' }),
    p('e', '腹中胎兒', 'unknown', null, null, { unborn: true }),
    p('l', '阿勇', 'unknown', 50, null, { note: '身分不明' }),
  ],
  unions: [
    { a: 'g1', b: 'g2', kind: 'widowed', since: 64, until: 109 },
    { a: 'a', b: 'x', kind: 'divorced', since: 93, until: 103 },
    { a: 'a', b: 'b', kind: 'married', since: 105 },
  ],
  descents: [
    { child: 'a', parents: ['g1', 'g2'], kind: 'birth' },
    { child: 'u', parents: ['g1', 'g2'], kind: 'birth' },
    { child: 'b', parents: ['g3'], kind: 'birth' },
    { child: 'c1', parents: ['a', 'x'], kind: 'birth' },
    { child: 't1', parents: ['a', 'b'], kind: 'birth' },
    { child: 't2', parents: ['a', 'b'], kind: 'birth' },
    { child: 'ad', parents: ['a', 'b'], kind: 'adopted' },
    { child: 'fo', parents: ['a', 'b'], kind: 'foster' },
    { child: 'e', parents: ['a', 'b'], kind: 'birth' },
  ],
  relations: [
    { from: 'a', to: 'c1', kind: 'cutoff' },
    { from: 'b', to: 'ad', kind: 'close' },
    { from: 'a', to: 'u', kind: 'conflict' },
    { from: 'a', to: 'b', kind: 'violence' },
    { from: 'g2', to: 'b', kind: 'distant' },
  ],
  households: [
    { id: 'h', label: '新埔戶7人', members: ['a', 'b', 't1', 't2', 'ad', 'fo', 'e'] },
    { id: 'k', label: '關西戶2人', members: ['x', 'c1'] },
  ],
};
