// Pictures of every page, size and language into build/shots, from the same list that the browser tests open.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, settled, visit, withLang } from './browser.ts';
import { pages } from './pages.ts';
import { startServer } from './server.ts';

const folder = join(import.meta.dirname, '../../build/shots');
mkdirSync(folder, { recursive: true });
const only = process.argv.slice(2);
const server = await startServer();
const browser = await launch();
let failed = 0;
try {
  for (const entry of pages.filter((p) => only.length === 0 || only.includes(p.name))) {
    for (const size of entry.sizes) {
      const looks: { lang: 'zh' | 'en'; dark: boolean }[] = [{ lang: 'zh', dark: false }, { lang: 'en', dark: false }];
      if (entry.dark) looks.push({ lang: 'zh', dark: true });
      for (const look of looks) {
        const file = `${entry.name}-${size}-${look.lang}${look.dark ? '-dark' : ''}.png`;
        const { context, page, faults } = await visit(browser, server.url, { login: entry.login, size, ...look });
        try {
          const path = typeof entry.path === 'string' ? entry.path : await entry.path(page);
          if (path === null) throw new Error('no record for this page');
          await page.goto(withLang(path, look.lang));
          await settled(page);
          await entry.prepare?.(page);
          await page.screenshot({ path: join(folder, file) });
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
  }
} finally {
  await browser.close();
  await server.stop();
}
process.exitCode = failed === 0 ? 0 : 1;
