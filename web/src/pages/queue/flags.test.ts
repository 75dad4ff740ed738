import { expect, it } from 'vitest';
import type { Rule } from '../../api/types.ts';
import { directRule, grouped } from './flags.ts';

it('puts neighbouring suggestions into one frame', () => {
  const flag = (code: string, machine: boolean) => ({ code, machine });
  expect(grouped([flag('a', true), flag('b', true), flag('c', false), flag('d', true)]).map((g) => g.map((f) => f.code).join(''))).toEqual(['ab', 'c', 'd']);
});
it('shows the rule of the direct dispatch before that of the grade', () => {
  const rule = (id: string, direct: boolean): Rule => ({ id, title_zh: id, title_en: id, facts: [], source: '', assumption: true, direct });
  const item = (r: Rule | null) => ({ rule: r }) as Parameters<typeof directRule>[0]['items'][number];
  expect(directRule({ items: [item(null), item(rule('grade', false)), item(rule('direct', true))] })?.id).toBe('direct');
  expect(directRule({ items: [item(rule('grade', false))] })?.id).toBe('grade');
  expect(directRule({ items: [] })).toBeNull();
});
