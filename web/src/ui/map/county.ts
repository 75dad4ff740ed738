import type { CountyMap } from './model.ts';

/** The counties this build can draw; a further county is one line (tools/county-map.ts cuts it). Each is a chunk of its own. */
const counties: Record<string, () => Promise<{ default: unknown }>> = {
  '10004': () => import('virtual:county-map/10004'),
  '10005': () => import('virtual:county-map/10005'),
  '10014': () => import('virtual:county-map/10014'),
  '10018': () => import('virtual:county-map/10018'),
  '65000': () => import('virtual:county-map/65000'),
};

export async function loadCountyMap(code: string): Promise<CountyMap | null> {
  const load = counties[code];
  return load ? ((await load()).default as CountyMap) : null;
}
