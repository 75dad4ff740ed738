import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { firstLoad } from './first-load.ts';

const dist = join(import.meta.dirname, '../dist');

// `make test` builds the screens before the unit tests; without a build there is nothing to weigh
it('the first load of any page stays under 210 kB gz', () => {
  expect(existsSync(join(dist, '.vite/manifest.json')), 'npm run build first').toBe(true);
  const { files, total, limit } = firstLoad(dist);
  expect(limit).toBe(210_000);
  expect(files.map((file) => file.name).filter((name) => /map|echarts|Dashboard/i.test(name)), 'charts and maps are loaded later').toEqual([]);
  expect(total).toBeLessThanOrEqual(limit);
});
