import { expect, it } from 'vitest';
import { printed } from './printing.ts';

it('names the page and its record, and nothing of its content', () => {
  expect(printed('/queue/912404313538560000')).toEqual({ page: 'report', record_id: '912404313538560000' });
  expect(printed('/cases/12')).toEqual({ page: 'case', record_id: '12' });
  expect(printed('/households/7')).toEqual({ page: 'household', record_id: '7' });
  expect(printed('/handover/night')).toEqual({ page: 'handover' });
  expect(printed('/people')).toEqual({ page: 'other' });
  expect(printed('/mandated/reports')).toEqual({ page: 'receipts' });
});
