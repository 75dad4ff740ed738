import { expect, it } from 'vitest';
import type { Form } from '../api/types.ts';
import { groupsFor, visible } from './PackFields.tsx';

it('asks a question only when its condition holds', () => {
  expect(visible({ when: null }, {})).toBe(true);
  expect(visible({ when: 'injury=light|severe' }, {})).toBe(false);
  expect(visible({ when: 'injury=light|severe' }, { injury: 'severe' })).toBe(true);
  expect(visible({ when: 'injury=light|severe' }, { injury: null })).toBe(false);
  expect(visible({ when: 'kind=a' }, { kind: ['b', 'a'] })).toBe(true);
});

it('takes the common questions first and each question once', () => {
  const field = (code: string) => ({ code, type: 'text' as const, zh: code, en: code });
  const form = (kind: string, ...codes: string[]): Form => ({ kind, version: '1', source: '', title_zh: '', title_en: '', groups: [{ code: 'g', zh: '', en: '', fields: codes.map(field) }] });
  const groups = groupsFor([form('a', 'x', 'y'), form('common', 'c', 'x'), form('b', 'y')], ['a', 'b']);
  expect(groups.map((g) => g.fields.map((f) => f.code).join(''))).toEqual(['cx', 'y']);
});
