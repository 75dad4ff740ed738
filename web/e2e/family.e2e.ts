import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch, settled, visit, type Visitor } from './browser.ts';

// The family of the demonstration night (practice.md §6), and the county head's figures, on the real server.
let browser: Browser;
beforeAll(async () => { browser = await launch(); });
afterAll(async () => { await browser.close(); });

async function as(login: string, run: (v: Visitor) => Promise<void>): Promise<void> {
  const v = await visit(browser, inject('url'), { login });
  try {
    await run(v);
    expect(v.faults).toEqual([]);
  } finally {
    await v.context.close();
  }
}

async function openFamily({ page }: Visitor): Promise<void> {
  await page.goto('/people');
  await settled(page);
  await page.locator('main input[type="search"]').fill('張宥群');
  await page.getByRole('button', { name: '尋找' }).click();
  await page.getByRole('link', { name: '看家戶' }).first().click();
  await page.getByRole('heading', { name: /家系圖/ }).first().waitFor();
  await settled(page);
}

it('the household of the night: five people in two homes, the violence line, earlier findings, services, alerts', () => as('screener', async (v) => {
  const { page } = v;
  await openFamily(v);
  expect(page.url()).not.toContain('%');
  await page.getByRole('heading', { level: 1, name: /張家.*5人2戶/ }).waitFor();
  const members = page.locator('.geno-person');
  expect(await members.count()).toBe(5);
  expect(await page.locator('.geno-rel-violence').count()).toBeGreaterThan(0);
  expect(await page.locator('.geno-home').count()).toBeGreaterThanOrEqual(2);
  expect(await page.locator('section', { hasText: '過去通報與調查結果' }).locator('.st-done').count()).toBeGreaterThanOrEqual(2);
  await page.getByText('結案14天').waitFor();
  for (const alert of ['相對人可能在家', '勿留言', '孩子下落未載']) await page.getByText(alert).first().waitFor();
  await page.locator('section', { hasText: '各網絡服務' }).getByText('限閱', { exact: true }).first().waitFor();
}));

it('the genogram is walked with arrow keys and says everything in its table', () => as('screener', async (v) => {
  const { page } = v;
  await openFamily(v);
  await page.locator('.geno-person[tabindex="0"]').focus();
  const named = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  expect(await named()).toContain('本次對象');
  await page.keyboard.press('ArrowUp');
  expect(await named()).toContain('田');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  expect(await named()).toMatch(/對張.*暴力/);
  await page.getByRole('button', { name: '表', exact: true }).click();
  const table = page.locator('.geno-table');
  expect(await table.locator('tbody tr').count()).toBe(5);
  await table.getByText(/受徐.*暴力/).waitFor();
}));

it('an alert is added and stands at the top', () => as('screener', async (v) => {
  const { page } = v;
  await openFamily(v);
  await page.getByRole('button', { name: '加提醒' }).click();
  await page.getByRole('button', { name: '加這則提醒' }).click();
  await page.getByRole('link', { name: '請寫下要怎麼做' }).waitFor();
  await page.getByLabel(/怎麼做/).fill('先打給派出所再上樓');
  await page.getByRole('button', { name: '加這則提醒' }).click();
  await page.getByText('先打給派出所再上樓').waitFor();
}));

it('every percentage of the dashboard has its denominator; the map and the table say the same; a figure opens on its records', () => as('county_coordinator', async (v) => {
  const { page } = v;
  await page.goto('/dashboard');
  await settled(page);
  expect(await page.getByRole('group', { name: '七項數字' }).locator('section').count()).toBe(7);
  for (const tile of await page.getByRole('group', { name: '七項數字' }).locator('section').all()) {
    const text = await tile.innerText();
    if (/\d%/.test(text)) expect(text).toMatch(/\d+\/\d+/);
  }
  expect(await page.locator('.map-town[role="button"]').count()).toBe(13);
  const first = await page.locator('section', { hasText: '鄉鎮市' }).locator('tbody tr').first().locator('td').nth(2).innerText();
  expect(await page.locator('.map-town[tabindex="0"]').getAttribute('aria-label')).toContain(first.trim());
  await page.getByRole('link', { name: /24時派案/ }).click();
  await page.getByRole('heading', { name: '24小時內派案的紀錄' }).waitFor();
  await settled(page);
  await page.getByRole('link', { name: '回儀表板' }).click();
  await page.getByLabel('地區').selectOption({ label: '竹東鎮' });
  await page.waitForURL(/township=10004020/);
}));

it('a household out of reach reads like one that does not exist', () => as('screener', async (v) => {
  v.expected.add(404);
  await v.page.goto('/households/1');
  await v.page.getByRole('heading', { name: '找不到這筆資料' }).waitFor();
}));
