import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch, settled, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => { browser = await launch(); });
afterAll(async () => { await browser.close(); });

interface Focus { name: string; ring: boolean; covered: boolean }

/** What has the focus, whether it shows, and whether something lies over it. */
async function focus(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)), Math.min(innerHeight - 1, Math.max(0, box.top + box.height / 2)));
    return { name: element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '', ring: style.outlineStyle === 'solid' && Number.parseFloat(style.outlineWidth) >= 3, covered: top !== null && !element.contains(top) && !top.contains(element) };
  });
}

async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    const now = await focus(page);
    if (name.test(now.name)) return;
  }
  throw new Error(`no ${name} within ${most} tabs`);
}

it('from the sign-in to a dispatch panel without a mouse, the focus always to be seen', async () => {
  const { page, context, faults } = await visit(browser, inject('url'));
  await page.goto('/signin');
  await settled(page);
  await tabTo(page, /以.*篩派.*進入/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/queue');
  await settled(page);
  await page.waitForSelector('[data-row]');

  await page.keyboard.press('KeyJ');
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-row'));
  const first = await page.evaluate(() => document.activeElement!.getAttribute('data-row'));
  await page.keyboard.press('KeyJ');
  await page.waitForFunction((id) => document.activeElement?.getAttribute('data-row') !== id, first);
  await page.keyboard.press('KeyK');
  await page.waitForFunction((id) => document.activeElement?.getAttribute('data-row') === id, first);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/queue/${first}`);
  await settled(page);
  await page.waitForFunction(() => document.querySelector('[data-row][aria-current="true"]') !== null);

  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press('Tab');
    // after the last stop the focus leaves the page and comes in again at its top
    if (await page.evaluate(() => document.activeElement === document.body)) continue;
    const now = await focus(page);
    expect(now.ring, `focus shows on ${now.name}`).toBe(true);
    expect(now.covered, `nothing covers ${now.name}`).toBe(false);
  }

  await page.keyboard.press('KeyA');
  await page.waitForSelector('dialog[open]');
  expect(await page.evaluate(() => document.querySelector('dialog')!.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
  for (const key of ['KeyX', 'KeyM', 'KeyS', 'KeyD']) {
    await page.keyboard.press(key);
    await page.waitForSelector('dialog[open], [data-link-candidate]:focus');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog[open]', { state: 'detached' });
  }

  await page.keyboard.press('Slash');
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('search');
  await page.keyboard.type('jx?');
  expect(await page.inputValue('input[type="search"]'), 'letters in a field are letters').toBe('jx?');
  expect(await page.$('dialog[open]')).toBeNull();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Shift+Slash');
  await page.getByRole('heading', { name: '快速鍵' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('KeyG');
  await page.keyboard.press('KeyD');
  await page.waitForURL('**/dashboard');
  expect(faults.filter((fault) => !fault.includes('/indicators'))).toEqual([]);
  await context.close();
});

it('single keys can be switched off', async () => {
  const { page, context } = await visit(browser, inject('url'), { login: 'screener' });
  await page.goto('/queue');
  await settled(page);
  await page.keyboard.press('Shift+Slash');
  await page.getByLabel('單鍵快速鍵').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('KeyJ');
  expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-row') ?? false)).toBe(false);
  await context.close();
});
