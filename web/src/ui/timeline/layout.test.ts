import { describe, expect, it } from 'vitest';
import { layoutTimeline, type TimelineItem } from './layout.ts';

const lanes = [{ id: 'home', label: '居住' }, { id: 'social', label: '社政' }];
const options = { width: 506, gutter: 44, from: '2021-12-01', until: '2026-11-23' };
const item = (id: string, from: string, until: string | null | undefined, label = id, lane = 'home'): TimelineItem =>
  ({ id, lane, from, ...(until === undefined ? {} : { until }), label, tone: 'plain' });

describe('layoutTimeline', () => {
  it('lets an open span run to the edge', () => {
    const l = layoutTimeline(lanes, [item('a', '2023-03-01', null)], options);
    const a = l.items[0];
    expect((a?.x ?? 0) + (a?.width ?? 0)).toBeCloseTo(498, 0);
  });
  it('keeps spans that do not meet in one row and stacks those that do', () => {
    const l = layoutTimeline(lanes, [item('a', '2022-01-01', '2023-01-01'), item('b', '2023-02-01', '2024-01-01'), item('c', '2022-06-01', '2023-06-01')], options);
    const y = (id: string) => l.items.find((i) => i.item.id === id)?.y;
    expect(y('a')).toBe(y('b'));
    expect(y('c')).not.toBe(y('a'));
    expect(l.lanes[0]?.height).toBe(48);
  });
  it('cuts what began before the window and drops what ended before it', () => {
    const l = layoutTimeline(lanes, [item('old', '2010-01-01', '2015-01-01'), item('long', '2010-01-01', '2022-06-01')], options);
    expect(l.items.map((i) => i.item.id)).toEqual(['long']);
    expect(l.items[0]?.x).toBe(44);
  });
  it('never lets two labels of a row cover each other', () => {
    const many = Array.from({ length: 12 }, (_, i) => item(`e${i}`, `2026-${String((i % 12) + 1).padStart(2, '0')}-01`, undefined, '脆弱家庭通報，屬實'));
    const l = layoutTimeline(lanes, many.filter((m) => m.from < '2026-11-23'), options);
    const boxes = l.items.flatMap((i) => (i.label ? [{ y: i.y, x0: i.label.anchor === 'start' ? i.label.x : i.label.x - 130, x1: i.label.anchor === 'start' ? i.label.x + 130 : i.label.x }] : []));
    for (const a of boxes) for (const b of boxes) if (a !== b && a.y === b.y) expect(a.x1 <= b.x0 || b.x1 <= a.x0).toBe(true);
  });
  it('puts a label inside a bar that has room', () => {
    expect(layoutTimeline(lanes, [item('a', '2022-01-01', null, '竹東')], options).items[0]?.label?.inside).toBe(true);
  });
  it('marks ROC years', () => expect(layoutTimeline(lanes, [], options).years.map((y) => y.year)).toEqual([111, 112, 113, 114, 115]));
});
