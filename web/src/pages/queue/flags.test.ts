import { expect, it } from 'vitest';
import { fit, grouped, labelWidth } from './flags.ts';

it('estimates Han as 14 and the rest as 8 pixels', () => expect(labelWidth('第3次')).toBe(14 + 14 + 8 + 14));
it('shows all when they fit', () => expect(fit(['第3次', '結案14天'], 400)).toBe(2));
it('never shows more than five', () => expect(fit(['a', 'b', 'c', 'd', 'e', 'f', 'g'], 1000)).toBe(5));
it('leaves room for the count of the rest', () => expect(fit(['第3次', '結案14天', '在案：藥癮'], 130)).toBe(1));
it('may show none', () => expect(fit(['待補資料，時限不停'], 60)).toBe(0));
it('puts neighbouring suggestions into one frame', () => {
  const flag = (code: string, machine: boolean) => ({ code, machine });
  expect(grouped([flag('a', true), flag('b', true), flag('c', false), flag('d', true)]).map((g) => g.map((f) => f.code).join(''))).toEqual(['ab', 'c', 'd']);
});
