import { expect, it } from 'vitest';
import type { QueueRow } from '../../api/types.ts';
import { merge, nothingHeld, show } from './held.ts';

const row = (id: string, more: Partial<QueueRow> = {}) => ({ id, state: 'pending', version: 1, ...more }) as QueueRow;
const ids = (rows: QueueRow[]) => rows.map((r) => r.id).join('');

it('shows the first answer at once', () => expect(ids(merge(nothingHeld, [row('a'), row('b')], true).rows)).toBe('ab'));

it('keeps new rows behind the button and the order as it was', () => {
  const held = merge(show([row('a'), row('b')]), [row('n'), row('b'), row('a')], true);
  expect(ids(held.rows)).toBe('ab');
  expect(ids(held.waiting)).toBe('n');
  expect(held.stale).toBe(true);
});

it('takes over what changed inside a row without moving it', () => {
  const held = merge(show([row('a'), row('b')]), [row('a'), row('b', { version: 2 })], true);
  expect(held.rows[1]!.version).toBe(2);
  expect(held.stale).toBe(false);
});

it('marks a row that another decided and leaves it in its place', () => {
  const held = merge(show([row('a'), row('b')]), [row('b')], true);
  expect(ids(held.rows)).toBe('ab');
  expect(held.rows[0]!.state).toBe('decided');
  expect(held.stale).toBe(true);
});

it('does not take a row for decided because only a part of the list was read', () => {
  expect(merge(show([row('a'), row('b')]), [row('a')], false).rows[1]!.state).toBe('pending');
});
