// Pictures of every page, size and language into build/shots, from the same list that the browser tests open.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, settled, type Size, visit, withLang } from './browser.ts';
import { type PageEntry, pages } from './pages.ts';
import { startServer } from './server.ts';

interface Shot { name: string; visit: { size: Size; lang: 'zh' | 'en'; dark?: boolean; forced?: boolean }; whole: boolean }

/** Every size in both languages, the night's colours, and the further forms of the page. */
function shotsOf(entry: PageEntry): Shot[] {
  const shots: Shot[] = entry.sizes.flatMap((size) => (['zh', 'en'] as const).map((lang) => ({ name: `${size}-${lang}`, visit: { size, lang }, whole: false })));
  if (entry.dark) shots.push(...entry.sizes.map((size) => ({ name: `${size}-zh-dark`, visit: { size, lang: 'zh' as const, dark: true }, whole: false })));
  for (const form of entry.also ?? [])
    shots.push(form === 'forced' ? { name: 'desk-zh-forced', visit: { size: 'desk', lang: 'zh', forced: true }, whole: false } : { name: `${form}-zh`, visit: { size: form, lang: 'zh' }, whole: true });
  return shots;
}

const folder = join(import.meta.dirname, '../../build/shots');
mkdirSync(folder, { recursive: true });
const only = process.argv.slice(2);
const server = await startServer();
const browser = await launch();
let failed = 0;
try {
  for (const entry of pages.filter((p) => only.length === 0 || only.includes(p.name))) {
    for (const shot of shotsOf(entry)) {
      const file = `${entry.name}-${shot.name}.png`;
      const { context, page, faults } = await visit(browser, server.url, { login: entry.login, ...shot.visit });
      try {
        const path = typeof entry.path === 'string' ? entry.path : await entry.path(page);
        if (path === null) throw new Error('no record for this page');
        await page.goto(withLang(path, shot.visit.lang));
        await settled(page);
        await entry.prepare?.(page);
        if (shot.visit.size === 'paper') {
          await page.emulateMedia({ media: 'print' });
          // what a real print does: lists then draw all that they have read
          await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
        }
        await page.screenshot({ path: join(folder, file), fullPage: shot.whole });
        if (faults.length > 0) throw new Error(faults.join('; '));
        console.log(file);
      } catch (error) {
        failed += 1;
        console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      } finally {
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
process.exitCode = failed === 0 ? 0 : 1;
