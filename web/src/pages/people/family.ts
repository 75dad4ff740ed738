/** From a household as the server sends it to what the panels draw. Pure; nothing here unmasks or invents. */
import type { Household, HouseholdInfo, Member, Relationship, Service, TimelineEntry } from '../../api/types.ts';
import type { GenoPerson, Genogram, GenoUnion, Sex } from '../../ui/genogram/model.ts';
import { taipeiDate } from '../../lib/roc.ts';
import type { TimelineItem } from '../../ui/timeline/layout.ts';

/** The family name that most members share, as far as the masks leave it visible: 張○雯 → 張, 歐陽○○ → 歐陽. */
export function familyName(members: readonly Member[]): string | null {
  const counts = new Map<string, number>();
  for (const m of members) {
    const surname = /^([\p{Script=Han}]{1,2})○/u.exec(m.person.name)?.[1] ?? /^([\p{Script=Han}])[\p{Script=Han}]{1,2}$/u.exec(m.person.name)?.[1];
    if (surname) counts.set(surname, (counts.get(surname) ?? 0) + 1);
  }
  return [...counts.entries()].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

const sexOf = (code: string | null): Sex => (code === 'male' || code === 'M' ? 'male' : code === 'female' || code === 'F' ? 'female' : 'unknown');
const rocYear = (iso: string | null): number | undefined => (iso ? Number(iso.slice(0, 4)) - 1911 : undefined);

export const indexCodes = ['subject', 'victim', 'client'];
export const isIndex = (m: Member): boolean => m.involvement.some((i) => indexCodes.includes(i.code));

interface GenoWords { note: (m: Member) => string; home: (h: HouseholdInfo, count: number) => string }

const unionKinds: Record<string, GenoUnion['kind']> = { spouse: 'married', partner: 'cohabiting', former_spouse: 'divorced' };
const feelings = ['violence', 'conflict', 'close', 'distant', 'cutoff'] as const;
const isFeeling = (kind: string): kind is (typeof feelings)[number] => (feelings as readonly string[]).includes(kind);

/** `relationship` reads: from is <kind> of to. */
export function toGenogram(page: Pick<Household, 'household' | 'related' | 'members' | 'relationships'>, words: GenoWords): Genogram {
  const persons = page.members.map((m): GenoPerson => ({
    id: m.person.id, name: m.person.name, sex: sexOf(m.person.sex), age: m.person.age, birthOn: m.person.birth_on, note: words.note(m),
    ...(m.deceased_on ? { deceased: true } : {}), ...(isIndex(m) ? { index: true } : {}),
  }));
  return {
    persons: withTwins(persons, page.relationships),
    unions: unionsOf(page.relationships),
    descents: descentsOf(page.relationships),
    relations: page.relationships.flatMap((r) => (isFeeling(r.kind) && !r.until_on ? [{ from: r.from, to: r.to, kind: r.kind }] : [])),
    households: [page.household, ...page.related].flatMap((h) => {
      const members = page.members.filter((m) => m.household_id === h.id).map((m) => m.person.id);
      return members.length === 0 ? [] : [{ id: h.id, label: words.home(h, members.length), members }];
    }),
  };
}

/** A couple is often recorded from both sides; one line is drawn. A former marriage wins over an undated spouse record. */
function unionsOf(relationships: readonly Relationship[]): GenoUnion[] {
  const unions = new Map<string, GenoUnion>();
  for (const r of relationships) {
    const kind = unionKinds[r.kind];
    if (!kind) continue;
    const key = [r.from, r.to].sort().join(' ');
    const since = rocYear(r.from_on);
    const until = rocYear(r.until_on);
    const ended = until !== undefined && kind === 'married' ? 'divorced' : kind;
    const before = unions.get(key);
    if (before && (before.since !== undefined || since === undefined)) continue;
    unions.set(key, { a: r.from, b: r.to, kind: ended, ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) });
  }
  return [...unions.values()];
}

function descentsOf(relationships: readonly Relationship[]): Genogram['descents'] {
  const parents = new Map<string, { parents: Set<string>; adopted: boolean }>();
  for (const r of relationships) {
    if (r.kind !== 'parent' && r.kind !== 'adoptive_parent') continue;
    const entry = parents.get(r.to) ?? { parents: new Set(), adopted: false };
    entry.parents.add(r.from);
    entry.adopted ||= r.kind === 'adoptive_parent';
    parents.set(r.to, entry);
  }
  return [...parents.entries()].map(([child, e]) => ({ child, parents: [...e.parents].sort(), kind: e.adopted ? 'adopted' : 'birth' }));
}

/** Same parents, same day of birth: drawn from one point. */
function withTwins(persons: GenoPerson[], relationships: readonly Relationship[]): GenoPerson[] {
  const parentsOf = (id: string): string => relationships.filter((r) => r.kind === 'parent' && r.to === id).map((r) => r.from).sort().join(' ');
  const key = (p: GenoPerson): string | null => (p.birthOn && parentsOf(p.id) ? `${parentsOf(p.id)} ${p.birthOn}` : null);
  const counts = new Map<string, number>();
  for (const p of persons) {
    const k = key(p);
    if (k) counts.set(k, (counts.get(k) ?? 0) + 1);
  }
  return persons.map((p) => {
    const k = key(p);
    return k && (counts.get(k) ?? 0) > 1 ? { ...p, twinGroup: k } : p;
  });
}

/** The order in which the networks are read, then whatever else the server knows. */
const networkOrder = ['protection', 'social', 'health', 'education', 'police', 'indigenous', 'justice', 'labour', 'civil'];

export function servicesByNetwork(services: readonly Service[]): { network: string; services: Service[] }[] {
  const rank = (n: string): number => (networkOrder.includes(n) ? networkOrder.indexOf(n) : networkOrder.length);
  const networks = [...new Set(services.map((s) => s.network))].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  return networks.map((network) => ({
    network,
    services: services.filter((s) => s.network === network).sort((a, b) => Number(Boolean(a.until_on)) - Number(Boolean(b.until_on)) || (b.from_on ?? '').localeCompare(a.from_on ?? '')),
  }));
}

const laneOrder = ['family', 'residence', 'social', 'protection', 'health', 'education', 'police', 'report', 'case'];

export function timelineLanes(entries: readonly TimelineEntry[]): string[] {
  const rank = (l: string): number => (laneOrder.includes(l) ? laneOrder.indexOf(l) : laneOrder.length);
  return [...new Set(entries.map((e) => e.lane))].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** A report is a moment however it is recorded; an entry without a first day cannot be placed and stays in the tables. */
export function timelineItems(entries: readonly TimelineEntry[], label: (e: TimelineEntry) => string, recentFrom: string): TimelineItem[] {
  const moments = ['report', 'birth', 'death', 'marriage', 'divorce'];
  // four people who moved in together are one bar
  const seen = new Set<string>();
  return entries.flatMap((e, i) => {
    const same = [e.lane, e.kind, e.from_on, e.until_on, label(e)].join('|');
    if (!e.from_on || seen.has(same)) return [];
    seen.add(same);
    const moment = moments.includes(e.kind);
    const tone: TimelineItem['tone'] = e.restricted ? 'lock' : e.kind === 'report' && e.from_on >= recentFrom ? 'danger' : moment || e.lane === 'residence' ? 'plain' : e.until_on ? 'done' : 'doing';
    return [{ id: `${i}`, lane: e.lane, from: e.from_on, label: label(e), tone, ...(moment ? {} : { until: e.until_on }) }];
  });
}

/** Reports of the last twelve months that count: 查無 and 重複 do not (practice.md §1). */
export function countedReports(reports: Household['reports'], nowMs: number): number {
  const from = nowMs - 365 * 86_400_000;
  return reports.filter((r) => r.counts && Date.parse(r.received_at) >= from).length;
}

export function closedDays(reports: Household['reports'], nowMs: number): number | null {
  const closed = reports.flatMap((r) => (r.after?.closed_at ? [Date.parse(r.after.closed_at)] : []));
  if (closed.length === 0) return null;
  // days of the calendar, not spans of 24 hours: closed on Monday the 9th is 結案14天 on Monday the 23rd, at any hour
  const day = (ms: number): number => Date.parse(taipeiDate(ms)) / 86_400_000;
  const days = day(nowMs) - day(Math.max(...closed));
  return days >= 0 && days <= 365 ? days : null;
}
