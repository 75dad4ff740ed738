import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch, settled, visit } from './browser.ts';

// Every list in its form of ten thousand rows: the answer of the real server, repeated on its way.
let browser: Browser;
beforeAll(async () => { browser = await launch(); });
afterAll(async () => { await browser.close(); });

const ALL = 10_000;
const PAGE = 500;
type Item = Record<string, unknown>;

/** Serves ten thousand copies of the list's own rows, a page at a time, each told apart by `vary`. */
async function tenThousand(page: Page, url: RegExp, vary: (item: Item, i: number) => Item): Promise<void> {
  await page.route(url, async (route: Route) => {
    const asked = new URL(route.request().url());
    const from = Number(asked.searchParams.get('cursor') ?? '0');
    asked.searchParams.delete('cursor');
    const answer = (await (await route.fetch({ url: asked.toString() })).json()) as { items: Item[]; total: number | null };
    expect(answer.items.length, 'the demonstration county has a row for this list').toBeGreaterThan(0);
    const items = Array.from({ length: PAGE }, (_, i) => vary(answer.items[(from + i) % answer.items.length]!, from + i));
    await route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify({ ...answer, items, next: from + PAGE < ALL ? String(from + PAGE) : null, total: answer.total === null ? null : ALL, missed: 0 }) });
  });
}

interface Long { name: string; login: string; path: string; url: RegExp; vary: (item: Item, i: number) => Item }
const no = (i: number) => String(i).padStart(6, '0');
const lists: Long[] = [
  { name: 'cases', login: 'duty_worker', path: '/cases?mine=0', url: /\/api\/v1\/cases\?/, vary: (item, i) => ({ ...item, id: `c${i}`, case_no: `115-HC-兒-${no(i)}` }) },
  { name: 'audit', login: 'auditor', path: '/audit', url: /\/api\/v1\/audit\/journal/, vary: (item, i) => ({ ...item, seq: ALL - i }) },
  { name: 'drill-down', login: 'county_coordinator', path: '/dashboard/dispatched_24h', url: /\/api\/v1\/indicators\/dispatched_24h\/records/, vary: (item, i) => ({ ...item, id: String(i), number: `115-HC-通-${no(i)}`, kept: true }) },
  { name: 'accounts', login: 'administrator', path: '/accounts', url: /\/api\/v1\/accounts(\?|$)/, vary: (item, i) => ({ ...item, id: `a${i}`, login: `s${no(i)}` }) },
];

it.each(lists)('$name: ten thousand rows, a screenful in the document, the keyboard at the last', async ({ login, path, url, vary }) => {
  const { page, context, faults } = await visit(browser, inject('url'), { login });
  await tenThousand(page, url, vary);
  await page.goto(path);
  await settled(page);
  const table = page.locator('table[aria-rowcount]');
  await table.waitFor();
  await page.keyboard.press('KeyJ');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-rowindex') === '2');
  await page.keyboard.press('End');
  await page.waitForFunction((last) => document.activeElement?.getAttribute('aria-rowindex') === last, String(ALL + 1), { timeout: 30_000 });
  expect(await table.getAttribute('aria-rowcount')).toBe(String(ALL + 1));
  expect(await page.locator('tbody tr').count()).toBeLessThan(80);
  expect(await page.locator('footer').last().innerText()).toContain('已列10,000筆，共10,000筆');
  const seen = await page.evaluate(() => {
    const box = document.activeElement!.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight && document.activeElement!.contains(document.elementFromPoint(box.left + 20, box.top + box.height / 2));
  });
  expect(seen, 'the last row is in view, nothing over it').toBe(true);
  // the wheel carries the view away, not the focus
  await table.hover();
  await page.mouse.wheel(0, -40_000);
  await page.waitForFunction(() => Number(document.querySelector('tbody tr[data-index]')?.getAttribute('data-index')) < 9_900);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe(String(ALL + 1));
  await page.keyboard.press('Home');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-rowindex') === '2');
  expect(faults).toEqual([]);
  await context.close();
});

it('Ctrl+F in a long list goes to the search of the page', async () => {
  const { page, context } = await visit(browser, inject('url'), { login: 'duty_worker' });
  await tenThousand(page, lists[0]!.url, lists[0]!.vary);
  await page.goto('/cases?mine=0');
  await settled(page);
  await page.locator('table[aria-rowcount]').waitFor();
  await page.keyboard.press('Control+KeyF');
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('search');
  await context.close();
});

it('behind a figure the missed stand first, and the counts are of all', async () => {
  const { page, context, faults } = await visit(browser, inject('url'), { login: 'county_coordinator' });
  await page.goto('/dashboard');
  await settled(page);
  const answer = await page.evaluate(async () => (await (await fetch('/api/v1/indicators/first_contact/records?from=2025-12-01&to=2026-11-23')).json()) as { items: { kept: boolean; clock: { due_at: string; stopped_at: string | null } }[]; total: number; missed: number; as_of: string });
  expect(answer.missed).toBeGreaterThan(0);
  expect(answer.items.map((row) => row.kept)).toEqual(answer.items.map((_, i) => i >= answer.missed));
  // the clock's own times explain the verdict: a dispatch in time beside a missed contact explains nothing
  for (const row of answer.items) expect((row.clock.stopped_at ?? answer.as_of) <= row.clock.due_at).toBe(row.kept);
  await page.goto('/dashboard/first_contact?from=2025-12-01&to=2026-11-23');
  await page.getByRole('button', { name: `未達成 ${answer.missed.toLocaleString('en-US')}` }).click();
  await page.getByText(`共${answer.missed.toLocaleString('en-US')}筆`).waitFor();
  await page.getByRole('columnheader', { name: '期限', exact: true }).waitFor();
  await page.getByRole('button', { name: `達成 ${(answer.total - answer.missed).toLocaleString('en-US')}`, exact: true }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

it('a tablet has five entries at its foot, the others a key away', async () => {
  const { page, context, faults } = await visit(browser, inject('url'), { login: 'screener', size: 'tablet' });
  await page.goto('/queue');
  await settled(page);
  const bar = page.getByRole('navigation', { name: '主選單' });
  const places = bar.locator(':is(a, button):visible');
  expect(await places.allInnerTexts()).toEqual(['待篩派', '電話通報', '人與家戶', '交班', '更多']);
  const more = bar.getByRole('button', { name: '更多' });
  await more.focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: '更多' });
  await sheet.waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('匯入');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent), 'the focus is back where it came from').toBe('更多');
  await page.keyboard.press('Enter');
  await sheet.getByRole('link', { name: '儀表板' }).click();
  await page.waitForURL('**/dashboard');
  await sheet.waitFor({ state: 'detached' });
  expect(await more.getAttribute('aria-current')).toBe('true');
  expect(faults).toEqual([]);
  await context.close();
});
