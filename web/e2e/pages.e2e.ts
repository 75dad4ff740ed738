import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch, settled, type Size, visit, withLang } from './browser.ts';
import { pages } from './pages.ts';

let browser: Browser;
beforeAll(async () => { browser = await launch(); });
afterAll(async () => { await browser.close(); });

const cases = pages.flatMap((entry) => (['zh', 'en'] as const).flatMap((lang) => entry.sizes.filter((size) => lang === 'zh' || size === entry.sizes[0]).map((size: Size) => ({ entry, lang, size, label: `${entry.name} ${size} ${lang}` }))));

describe('every page', () => {
  it.each(cases)('$label: no error, no violation of the policy, axe clean', async ({ entry, lang, size }) => {
    const { context, page, faults } = await visit(browser, inject('url'), { login: entry.login, size, lang });
    try {
      const path = typeof entry.path === 'string' ? entry.path : await entry.path(page);
      expect(path, 'the demonstration county has a record for this page').not.toBeNull();
      await page.goto(withLang(path!, lang));
      await settled(page);
      await entry.prepare?.(page);
      expect(await page.title()).not.toBe('');
      expect(await page.getAttribute('html', 'lang')).toBe(lang === 'zh' ? 'zh-Hant-TW' : 'en');
      expect(await page.locator('[role="alert"]').allInnerTexts(), 'nothing is shown as failed').toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, 'the page does not scroll sideways').toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
      expect(faults).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
