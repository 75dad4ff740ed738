import { expect, it } from 'vitest';
import type { Form } from '../api/types.ts';
import { askedOf, groupsFor, saysDanger, visible } from './PackFields.tsx';

it('asks a question only when its condition holds', () => {
  expect(visible({ when: null }, {})).toBe(true);
  expect(visible({ when: 'injury=light|severe' }, {})).toBe(false);
  expect(visible({ when: 'injury=light|severe' }, { injury: 'severe' })).toBe(true);
  expect(visible({ when: 'injury=light|severe' }, { injury: null })).toBe(false);
  expect(visible({ when: 'kind=a' }, { kind: ['b', 'a'] })).toBe(true);
});

it('takes the questions of the kinds first, what everybody is asked after them, and each once', () => {
  const field = (code: string) => ({ code, type: 'text' as const, zh: code, en: code });
  const form = (kind: string, ...codes: string[]): Form => ({ kind, version: '1', source: '', title_zh: '', title_en: '', groups: [{ code: 'g', zh: '', en: '', fields: codes.map(field) }] });
  const groups = groupsFor([form('a', 'x', 'y'), form('common', 'c', 'x'), form('b', 'y')], ['a', 'b']);
  expect(groups.map((g) => g.fields.map((f) => f.code).join(''))).toEqual(['xy', 'c']);
});

it('puts to the public what the packs word for the public', () => {
  const form = (kind: string, ask: string | null): Form => ({ kind, version: '1', source: '', title_zh: '', title_en: '', groups: [{ code: 'g', zh: '', en: '', fields: [{ code: `${kind}-q`, type: 'bool3', zh: '', en: '', ask_zh: ask }] }] });
  expect(askedOf([form('common', '怎麼知道的？'), form('a', '有受傷嗎？'), form('b', null)], ['a', 'b']).map((f) => f.code)).toEqual(['a-q', 'common-q']);
});

it('reads danger to self or others, and nothing else, as danger', () => {
  expect(['self', 'others', 'both'].every((code) => saysDanger({ danger_self_others: code }))).toBe(true);
  expect(saysDanger({ danger_self_others: 'none' }) || saysDanger({ danger_self_others: null }) || saysDanger({})).toBe(false);
});

it('a condition on a yes-or-no question holds by its words', () => {
  expect(visible({ when: 'at_home=yes' }, { at_home: true })).toBe(true);
  expect(visible({ when: 'at_home=yes' }, { at_home: false })).toBe(false);
});
