import { describe, expect, it } from 'vitest';
import { sparkShape } from './shape.ts';

const options = { width: 148, height: 30, format: (v: number) => v.toFixed(1) };

describe('sparkShape', () => {
  it('labels both ends inside the box', () => {
    const s = sparkShape([7.4, 6.9, 6.2], options);
    expect([s.first?.text, s.last?.text]).toEqual(['7.4', '6.2']);
    expect(s.last?.labelX).toBeLessThan(148);
    expect(s.first?.labelX).toBeGreaterThan(0);
    expect(s.first?.y).toBeLessThan(s.last?.y ?? 0);
  });
  it('breaks the line where nothing is known instead of drawing zero', () => {
    const s = sparkShape([1, 2, null, 3, 4], options);
    expect(s.path.match(/M/g)).toHaveLength(2);
  });
  it('shows a lonely value as a dot', () => expect(sparkShape([1, null, 3, null, 2, 2], options).dots).toHaveLength(2));
  it('draws a flat line in the middle', () => expect(sparkShape([5, 5], options).path).toMatch(/^M\S+ 15L\S+ 15$/));
  it('draws nothing without values', () => expect(sparkShape([null, null], options)).toEqual({ path: '', dots: [], first: null, last: null }));
});
