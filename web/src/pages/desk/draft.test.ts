import { expect, it } from 'vitest';
import { callTime, emptyDesk, fillFrom, isTouched, newSubject, problems, toReport } from './draft.ts';

const draft = () => ({ ...emptyDesk(), narrative: ' 鄰居聽到哭聲 ', danger: 'unknown' as const, township: '10004020', subjects: [{ ...newSubject(), nickname: '三樓的小孩' }] });

it('accepts any clue to a person, a place and what happened', () => {
  expect(problems(draft())).toEqual([]);
  expect(problems(emptyDesk()).map((p) => p.key)).toEqual(['needStory', 'needDanger', 'needClue', 'needPlace']);
});

it('keeps 不明 apart from 未填', () => {
  const report = toReport({ ...draft(), answers: { weapon: null } }, null);
  expect(report.immediate_danger).toBeNull();
  expect(report.answers).toEqual({ weapon: null });
  expect(report.subjects[0]).toMatchObject({ name: null, nickname: '三樓的小孩' });
  expect(report).not.toHaveProperty('received_at');
});

it('counts the county’s clock from the start of the call', () => {
  const at = '2026-11-22T18:31:00.000Z';
  expect(toReport({ ...draft(), source: 'public' }, { receivedAt: at })).toMatchObject({ received_at: at, reported_at: at, source: 'public', narrative: '鄰居聽到哭聲' });
});

it('sends a time only when day and hour are both read', () => {
  const on = { text: '115/11/22', iso: '2026-11-22', unknown: false };
  expect(toReport({ ...draft(), happenedOn: on, happenedTime: '2305' }, null).happened_at).toBe('2026-11-22T15:05:00.000Z');
  expect(toReport({ ...draft(), happenedOn: on }, null).happened_at).toBeNull();
  expect(problems({ ...draft(), happenedTime: '25:00' }).map((p) => p.key)).toEqual(['badTime']);
});

it('fills from a lookup what is empty, and never a masked name', () => {
  const person = { id: 'p', name: '張○雯', sex: 'F', birth_on: '2000-02-11', age: 26, township: '10004020', masked: true };
  expect(fillFrom(newSubject(), person)).toMatchObject({ name: '', sex: 'F', township: '10004020', lookedUp: 'p' });
  expect(fillFrom({ ...newSubject(), sex: 'X' }, { ...person, masked: false, name: '張雅雯' })).toMatchObject({ name: '張雅雯', sex: 'X' });
});

it('knows an untouched form', () => {
  expect(isTouched(emptyDesk())).toBe(false);
  expect(isTouched(draft())).toBe(true);
});

it.each([[0, '00:00'], [192_000, '03:12'], [3_725_000, '1:02:05'], [-5, '00:00']])('%d ms of call is %s', (ms, words) => expect(callTime(ms)).toBe(words));
