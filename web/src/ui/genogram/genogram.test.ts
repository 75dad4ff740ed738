import { describe as suite, expect, it } from 'vitest';
import { layoutGenogram, SYMBOL, type GenogramLayout, type Node } from './layout.ts';
import type { Genogram } from './model.ts';
import { generations, orderGroup, rows } from './order.ts';
import { spread } from '../svg/spread.ts';
import { chang, large } from './samples.ts';
import { nearest } from './walk.ts';
import { describe, genogramWords, spoken, unionLabel } from './words.ts';

const at = (l: GenogramLayout, id: string): Node => l.nodes.find((n) => n.person.id === id) as Node;

/** Even-odd test against an outline made of M, H, V, small corner arcs and Z. */
function encloses(path: string, px: number, py: number): boolean {
  const points: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const m of path.matchAll(/([MHVa])([^MHVaZ]*)/g)) {
    const n = (m[2] ?? '').trim().split(/[ ,]+/).map(Number);
    if (m[1] === 'M') [x, y] = [n[0] ?? 0, n[1] ?? 0];
    if (m[1] === 'H') x = n[0] ?? 0;
    if (m[1] === 'V') y = n[0] ?? 0;
    if (m[1] === 'a') [x, y] = [x + (n[5] ?? 0), y + (n[6] ?? 0)];
    points.push([x, y]);
  }
  let inside = false;
  points.forEach(([ax, ay], i) => {
    const [bx, by] = points[(i + 1) % points.length] as [number, number];
    if (ay > py !== by > py && px < ax + ((py - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  });
  return inside;
}

suite('rows', () => {
  it('puts partners in one row and children one below', () => {
    const level = generations(chang);
    expect(level.get('gm')).toBe(0);
    expect(level.get('f')).toBe(level.get('m'));
    expect(level.get('s')).toBe(2);
  });
  it('lowers a founder to the row above the children', () => {
    const level = generations(large);
    expect(level.get('g3')).toBe(0);
    expect(level.get('x')).toBe(1);
  });
  it('orders siblings by age, not by the order they were entered', () => {
    expect(rows(chang)[2]).toEqual(['d', 's']);
  });
  it('puts the former partner left and the current one right', () => {
    expect(orderGroup(large, ['a', 'x', 'b'])).toEqual(['x', 'a', 'b']);
  });
  it('ends on a circle in bad data', () => {
    const bad: Genogram = { ...chang, descents: [...chang.descents, { child: 'gm', parents: ['s'], kind: 'birth' }] };
    expect(layoutGenogram(bad).nodes).toHaveLength(5);
  });
  it('ignores ties to people who are not shown', () => {
    const cut: Genogram = { ...chang, persons: chang.persons.filter((x) => x.id !== 'f') };
    expect(layoutGenogram(cut).unions).toEqual([]);
    expect(layoutGenogram(cut).relations).toEqual([]);
  });
});

suite('layout', () => {
  for (const [name, family] of [['chang', chang], ['large', large]] as const) {
    it(`${name}: no symbol or label covers another`, () => {
      const { nodes } = layoutGenogram(family);
      for (const a of nodes)
        for (const b of nodes) if (a !== b && a.y === b.y && a.x < b.x) expect(a.x + a.right, `${a.person.id} ${b.person.id}`).toBeLessThan(b.x - b.left);
    });
    it(`${name}: stays inside its own picture`, () => {
      const l = layoutGenogram(family);
      for (const n of l.nodes) {
        expect(n.x - n.left).toBeGreaterThan(0);
        expect(n.x + n.right).toBeLessThan(l.width);
        expect(n.y + SYMBOL).toBeLessThan(l.height);
      }
    });
    it(`${name}: is the same every time`, () => {
      expect(layoutGenogram(family)).toEqual(layoutGenogram(family));
    });
  }
  it('stands parents over their children', () => {
    const l = layoutGenogram(chang);
    const parents = (at(l, 'f').x + at(l, 'm').x) / 2;
    const children = (at(l, 'd').x + at(l, 's').x) / 2;
    expect(Math.abs(parents - children)).toBeLessThan(4);
  });
  it('hangs twins from one point', () => {
    const legs = layoutGenogram(large).descents.map((d) => /^M(\S+) (\S+)L/.exec(d.path)).filter((m) => m !== null);
    const starts = legs.map((m) => m[1]);
    expect(starts.length - new Set(starts).size).toBe(1);
  });
  it('draws an outline for every household and one only for people next to each other', () => {
    const l = layoutGenogram(chang);
    expect(l.outlines.filter((o) => o.first).map((o) => o.household.id)).toEqual(['h1', 'h2']);
  });
  it('never encloses somebody who lives elsewhere', () => {
    const split: Genogram = { ...chang, households: [{ id: 'h', label: 'x', members: ['gm', 'd', 's'] }] };
    const l = layoutGenogram(split);
    for (const id of ['m', 'f']) for (const o of l.outlines) expect(encloses(o.path, at(l, id).x, at(l, id).y)).toBe(false);
    for (const id of ['gm', 'd', 's']) expect(l.outlines.some((o) => encloses(o.path, at(l, id).x, at(l, id).y))).toBe(true);
  });
  it('steps around a stranger who stands inside the rectangle', () => {
    const l = layoutGenogram({ ...chang, households: [{ id: 'h', label: 'x', members: ['gm', 'm', 'd', 's'] }] });
    expect(l.outlines.some((o) => encloses(o.path, at(l, 'f').x, at(l, 'f').y))).toBe(false);
    expect(l.outlines.some((o) => encloses(o.path, at(l, 'm').x, at(l, 'm').y))).toBe(true);
  });
  it('points violence at the person harmed', () => {
    const l = layoutGenogram(chang);
    const arrow = /^M(\S+) (\S+)L/.exec(l.relations[0]?.arrow ?? '') as RegExpExecArray;
    expect(Math.abs(Number(arrow[1]) - at(l, 'm').x)).toBeLessThan(SYMBOL + 12);
  });
  it('lays out a family of 200 in a blink', () => {
    const persons = Array.from({ length: 200 }, (_, i) => ({ id: `p${i}`, name: '王○', sex: 'male' as const, age: 30, birthOn: null }));
    const big: Genogram = { persons, unions: [], descents: persons.slice(1).map((q, i) => ({ child: q.id, parents: [`p${Math.floor(i / 3)}`], kind: 'birth' as const })), relations: [], households: [] };
    const start = performance.now();
    layoutGenogram(big);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});

suite('spread', () => {
  it('keeps wishes that are possible', () => expect(spread([0, 100], [50], [1, 1])).toEqual([0, 100]));
  it('shares the push when they are not', () => expect(spread([0, 0], [50], [1, 1])).toEqual([-25, 25]));
});

suite('words', () => {
  it('prints 結93／離103', () => {
    expect(unionLabel({ a: '', b: '', kind: 'divorced', since: 93, until: 103 }, genogramWords.zh)).toBe('結93／離103');
    expect(unionLabel({ a: '', b: '', kind: 'married', since: 110 }, genogramWords.zh)).toBe('結110');
  });
  it('says everything the picture shows', () => {
    const mother = describe(chang, genogramWords.zh).find((d) => d.person.id === 'm');
    const text = mother ? spoken(mother, genogramWords.zh) : '';
    for (const fact of ['張○雯', '女', '26歲', '本次對象', '與徐○豪結110', '田○妹的子女', '受徐○豪暴力', '竹東戶4人']) expect(text).toContain(fact);
  });
  it('says 不明 for an unknown age', () => expect(genogramWords.zh.age(null)).toBe('年齡不明'));
});

suite('keyboard', () => {
  const l = layoutGenogram(chang);
  it('walks within and between rows', () => {
    expect(nearest(l.nodes, at(l, 'f'), 'ArrowRight')?.person.id).toBe('m');
    expect(nearest(l.nodes, at(l, 'm'), 'ArrowUp')?.person.id).toBe('gm');
    expect(nearest(l.nodes, at(l, 'd'), 'ArrowLeft')).toBeNull();
    expect(nearest(l.nodes, at(l, 'd'), 'Home')?.person.id).toBe('gm');
  });
});
