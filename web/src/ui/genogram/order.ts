/**
 * Rows and the order inside a row: generations by kinship, partners side by side
 * (former left, current right), siblings by age. Pure; no geometry here.
 */
import { hasEnded, type Genogram, type GenoPerson, type GenoUnion } from './model.ts';

/** Generation of every person: partners share one, a child is below both parents, the top row is 0. */
export function generations(g: Genogram): Map<string, number> {
  const level = new Map(g.persons.map((p) => [p.id, 0]));
  const bump = (id: string, to: number): boolean => {
    if ((level.get(id) ?? 0) >= to) return false;
    level.set(id, to);
    return true;
  };
  // Longest path by relaxation; a circle in bad data would never settle, so rounds are bounded.
  for (let round = 0, moved = true; moved && round <= g.persons.length; round++) {
    moved = false;
    for (const d of g.descents)
      for (const parent of d.parents)
        if (level.has(parent) && level.has(d.child)) moved = bump(d.child, (level.get(parent) ?? 0) + 1) || moved;
    for (const u of g.unions) {
      if (!level.has(u.a) || !level.has(u.b)) continue;
      const row = Math.max(level.get(u.a) ?? 0, level.get(u.b) ?? 0);
      moved = bump(u.a, row) || moved;
      moved = bump(u.b, row) || moved;
    }
  }
  lowerFounders(g, level);
  return placeStrangers(g, level);
}

/** A person with no parents shown stands right above the children, not rows away at the top. */
function lowerFounders(g: Genogram, level: Map<string, number>): void {
  const hasParents = new Set(g.descents.filter((d) => d.parents.length > 0).map((d) => d.child));
  for (const group of partnerGroups(g)) {
    if (group.some((id) => hasParents.has(id))) continue;
    const below = g.descents.filter((d) => d.parents.some((p) => group.includes(p))).map((d) => level.get(d.child) ?? 0);
    if (below.length > 0) for (const id of group) level.set(id, Math.min(...below) - 1);
  }
}

/** Someone without any recorded tie (a lodger) goes to the row whose ages are nearest. */
function placeStrangers(g: Genogram, level: Map<string, number>): Map<string, number> {
  const tied = new Set([...g.unions.flatMap((u) => [u.a, u.b]), ...g.descents.flatMap((d) => [d.child, ...d.parents])]);
  for (const p of g.persons) {
    if (tied.has(p.id)) continue;
    const near = g.persons
      .filter((q) => tied.has(q.id) && q.age !== null && p.age !== null)
      .sort((x, y) => Math.abs((x.age ?? 0) - (p.age ?? 0)) - Math.abs((y.age ?? 0) - (p.age ?? 0)))[0];
    level.set(p.id, near ? (level.get(near.id) ?? 0) : Math.max(0, ...[...level.values()]));
  }
  return level;
}

/** People joined by unions, directly or through a common partner. */
export function partnerGroups(g: Genogram): string[][] {
  const seen = new Set<string>();
  const groups: string[][] = [];
  for (const p of g.persons) {
    if (seen.has(p.id)) continue;
    const group = [p.id];
    seen.add(p.id);
    for (let i = 0; i < group.length; i++)
      for (const u of g.unions) {
        const other = u.a === group[i] ? u.b : u.b === group[i] ? u.a : null;
        if (other !== null && !seen.has(other) && g.persons.some((q) => q.id === other)) {
          seen.add(other);
          group.push(other);
        }
      }
    groups.push(group);
  }
  return groups;
}

/** Left to right inside one partner group. The hub has the most unions; ties go to the man, who stands left. */
export function orderGroup(g: Genogram, group: readonly string[]): string[] {
  if (group.length < 2) return [...group];
  const person = new Map(g.persons.map((p) => [p.id, p]));
  const unionsOf = (id: string): GenoUnion[] => g.unions.filter((u) => u.a === id || u.b === id);
  const manFirst = (id: string): number => (person.get(id)?.sex === 'male' ? 0 : 1);
  const hub = [...group].sort((x, y) => unionsOf(y).length - unionsOf(x).length || manFirst(x) - manFirst(y))[0] as string;
  const placed = new Set([hub]);
  const left: string[] = [];
  const right: string[] = [];
  const expand = (id: string, side: 'hub' | 'left' | 'right'): void => {
    const unions = unionsOf(id).sort((x, y) => (y.since ?? 0) - (x.since ?? 0));
    for (const u of unions) {
      const other = u.a === id ? u.b : u.a;
      if (placed.has(other) || !person.has(other)) continue;
      placed.add(other);
      const goesLeft = side === 'left' || (side === 'hub' && hubSideLeft(u, unions, person.get(id), person.get(other)));
      if (goesLeft) left.unshift(other);
      else right.push(other);
      expand(other, goesLeft ? 'left' : 'right');
    }
  };
  expand(hub, 'hub');
  return [...left, hub, ...right];
}

function hubSideLeft(u: GenoUnion, all: readonly GenoUnion[], hub?: GenoPerson, other?: GenoPerson): boolean {
  if (all.length === 1) return other?.sex === 'male' && hub?.sex !== 'male';
  return hasEnded(u);
}

const byAge = (x: GenoPerson, y: GenoPerson): number =>
  (x.birthOn ?? '9999').localeCompare(y.birthOn ?? '9999') || (y.age ?? -1) - (x.age ?? -1) || x.id.localeCompare(y.id);

/** Every row from the top, each in drawing order: under their parents' order, siblings by age with partners beside them. */
export function rows(g: Genogram): string[][] {
  const level = generations(g);
  const height = Math.max(0, ...level.values()) + 1;
  const groups = partnerGroups(g).map((group) => orderGroup(g, group));
  const parentsOf = new Map(g.descents.map((d) => [d.child, d.parents]));
  const person = new Map(g.persons.map((p) => [p.id, p]));
  const result: string[][] = [];
  for (let row = 0; row < height; row++) {
    const above = result[row - 1] ?? [];
    const rank = (id: string): number => {
      const at = (parentsOf.get(id) ?? []).map((p) => above.indexOf(p)).filter((i) => i >= 0);
      return at.length > 0 ? at.reduce((s, i) => s + i, 0) / at.length : Number.NaN;
    };
    const here = groups.filter((group) => level.get(group[0] as string) === row);
    const keyed = here.map((group) => {
      const ranks = group.map(rank).filter((r) => !Number.isNaN(r));
      const lead = [...group].filter((id) => !Number.isNaN(rank(id))).map((id) => person.get(id)).sort((x, y) => (x && y ? byAge(x, y) : 0))[0];
      return { group, rank: ranks.length > 0 ? ranks.reduce((s, r) => s + r, 0) / ranks.length : Infinity, lead: lead ?? person.get(group[0] as string) };
    });
    keyed.sort((x, y) => compareRank(x.rank, y.rank) || (x.lead && y.lead ? byAge(x.lead, y.lead) : 0));
    result.push(keyed.flatMap((k) => k.group));
  }
  return orderRoots(g, result);
}

const compareRank = (x: number, y: number): number => (x === y ? 0 : x < y ? -1 : 1);

/** Top-row couples follow their children, so that lines of two in-law families do not cross. */
function orderRoots(g: Genogram, result: string[][]): string[][] {
  for (let row = result.length - 2; row >= 0; row--) {
    const below = result[row + 1] ?? [];
    const here = result[row] ?? [];
    const groups = partnerGroups(g).filter((group) => here.includes(group[0] as string));
    const centre = (group: readonly string[]): number => {
      const at = g.descents.filter((d) => d.parents.some((p) => group.includes(p))).map((d) => below.indexOf(d.child)).filter((i) => i >= 0);
      return at.length > 0 ? at.reduce((s, i) => s + i, 0) / at.length : Infinity;
    };
    const hasParents = groups.some((group) => g.descents.some((d) => group.includes(d.child)));
    if (hasParents) continue;
    result[row] = groups
      .map((group) => ({ group: here.filter((id) => group.includes(id)), at: centre(group) }))
      .sort((x, y) => compareRank(x.at, y.at))
      .flatMap((k) => k.group);
  }
  return result;
}
