import { describe, expect, it } from 'vitest';
import { classes, shade } from './classes.ts';
import { loadCountyMap } from './county.ts';
import { mapLabels } from './labels.ts';
import type { CountyMap, TownValue } from './model.ts';

const map = (await loadCountyMap('10004')) as CountyMap;

const values: TownValue[] = map.towns.map((t, i) => ({ code: t.code, name: `鄉${i}`, value: i, text: `${i}.0` }));

describe('the cut of the atlas', () => {
  it('knows no county it was not built for', async () => expect(await loadCountyMap('99999')).toBeNull());
  it('holds the thirteen towns of 新竹縣 by code', () => {
    expect(map.towns.map((t) => t.code)).toEqual(['010', '020', '030', '040', '050', '060', '070', '080', '090', '100', '110', '120', '130'].map((c) => `10004${c}`));
  });
  it('stays small: no topology and no projection go to the browser', () => expect(JSON.stringify(map).length).toBeLessThan(40_000));
  it('lies inside its picture', () => {
    for (const t of map.towns)
      for (const m of t.d.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)) {
        expect(Number(m[1])).toBeGreaterThanOrEqual(0);
        expect(Number(m[1])).toBeLessThanOrEqual(map.width);
        expect(Number(m[2])).toBeLessThanOrEqual(map.height);
      }
  });
});

describe('labels', () => {
  const labels = mapLabels(map, values);
  it('names every town once', () => expect(labels.map((l) => l.code).sort()).toEqual(map.towns.map((t) => t.code)));
  it('gives the large towns an inside label and the small ones a leader line', () => {
    const kind = (code: string) => labels.find((l) => l.code === code)?.kind;
    expect(kind('10004120')).toBe('inside');
    expect(labels.filter((l) => l.kind === 'leader').length).toBeGreaterThan(0);
  });
  it('keeps the leader labels apart and inside the picture', () => {
    const out = labels.filter((l) => l.kind === 'leader');
    for (const a of out) {
      expect(a.x).toBeGreaterThan(0);
      expect(a.x).toBeLessThan(map.width);
      for (const b of out) if (a !== b && a.anchor === b.anchor) expect(Math.abs(a.y - b.y)).toBeGreaterThanOrEqual(20);
    }
  });
  it('draws nothing for towns without a value', () => expect(mapLabels(map, [])).toEqual([]));
});

describe('classes', () => {
  const rates = [23.9, 21.3, 15.6, 14.8, 13.4, 12.9, 12.4, 12.1, 11.2, 10.9, 10.2, 9.1, 8.7];
  it('cuts at tidy numbers and leaves no class empty', () => {
    const c = classes(rates);
    const sizes = Array.from({ length: c.breaks.length + 1 }, (_, i) => rates.filter((r) => c.index(r) === i).length);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(c.breaks).toHaveLength(4);
    for (const b of c.breaks) expect(b * 10).toBe(Math.round(b * 10));
  });
  it('has one class when all values are alike', () => expect(classes([3, 3, 3]).breaks).toEqual([]));
  it('spreads few classes over the ramp', () => expect([0, 1, 2].map((i) => shade(i, 3))).toEqual([1, 3, 5]));
});
