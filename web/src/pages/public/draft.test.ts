import { describe, expect, it } from 'vitest';
import { ageOf, emptyDraft, grouped, happenedAt, newSubject, normaliseCode, problemsOf, toReport, type Draft } from './draft.ts';

const night = Date.parse('2026-11-22T18:10:00Z'); // 115/11/23 02:10 in Taipei
const draft = (more: Partial<Draft>): Draft => ({ ...emptyDraft(), ...more });
const subject = (more: object) => ({ ...newSubject(), ...more });

describe('what must be said', () => {
  it('asks for danger, a clue, a story, a place, and whether anonymous', () => {
    expect(problemsOf(draft({}), 'danger').map((p) => p.key)).toEqual(['needDanger']);
    expect(problemsOf(draft({}), 'subjects').map((p) => p.key)).toEqual(['needClue']);
    expect(problemsOf(draft({ narrative: ' ' }), 'story').map((p) => p.key)).toEqual(['needStory']);
    expect(problemsOf(draft({}), 'where').map((p) => p.key)).toEqual(['needPlace']);
    expect(problemsOf(draft({}), 'reporter').map((p) => p.key)).toEqual(['needAnonymous']);
  });
  it('is content with any clue: a nickname, a school, an age', () => {
    for (const clue of [{ clue: '三樓的阿姨' }, { school: '某國小' }, { age: '約8歲' }, { phone: '09' }]) expect(problemsOf(draft({ subjects: [subject(clue)] }), 'subjects')).toEqual([]);
  });
  it('takes a township or a place, not both', () => {
    expect(problemsOf(draft({ township: '10004020' }), 'where')).toEqual([]);
    expect(problemsOf(draft({ place: '河邊' }), 'where')).toEqual([]);
  });
  it('wants a telephone only from those who ask for an answer', () => {
    expect(problemsOf(draft({ anonymous: 'yes', reply: true }), 'reporter')).toEqual([]);
    expect(problemsOf(draft({ anonymous: 'no', reply: true }), 'reporter').map((p) => p.key)).toEqual(['needReply']);
  });
});

describe('what is sent', () => {
  it('keeps 不明 as null and sends no reporter data when anonymous', () => {
    const r = toReport(draft({ danger: 'unknown', anonymous: 'yes', reporterName: '王小明', reporterPhone: '0912', subjects: [subject({ name: null, clue: '阿勇' })], narrative: 'x' }), night, null);
    expect(r.immediate_danger).toBeNull();
    expect(r.reporter).toMatchObject({ anonymous: true, name: null, phone: null });
    expect(r.subjects[0]).toMatchObject({ name: null, nickname: '阿勇', sex: null });
    expect(r.kinds).toEqual(['other']);
  });
  it('drops an added person who was left empty', () => {
    expect(toReport(draft({ subjects: [subject({ name: '甲' }), subject({})], narrative: 'x' }), night, null).subjects).toHaveLength(1);
  });
  it('reads ages as people write them', () => {
    expect(['8', '約８歲', ' 70 ', '131', 'x', ''].map((age) => ageOf(subject({ age })))).toEqual([8, 8, 70, null, null, null]);
  });
  it('puts an evening hour told after midnight on the evening before', () => {
    expect(happenedAt(draft({ when: 'today', time: '23:30' }), night)).toBe('2026-11-22T15:30:00.000Z');
    expect(happenedAt(draft({ when: 'now' }), night)).toBe('2026-11-22T18:10:00.000Z');
    expect(happenedAt(draft({ when: 'day', day: { text: '', iso: '2026-11-20', unknown: false } }), night)).toBeNull();
  });
  it('keeps a day without an hour in words', () => {
    expect(toReport(draft({ when: 'unknown', narrative: '打人' }), night, '時間不明').narrative).toBe('【時間不明】\n打人');
  });
});

it('reads a code as copied', () => {
  expect(normaliseCode(' abcd-efgh oil1 ')).toBe('ABCDEFGH0111');
  expect(grouped('0123456789ABCDEFX')).toBe('0123-4567-89AB-CDEF-X');
});
