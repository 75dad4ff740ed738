import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch, settled, visit, type Visitor } from './browser.ts';

// After dispatch, on the real server: the worker's day, a contact person by person, a goal, and what a conflict looks like.
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
const json = (route: Route, status: number, body: unknown) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(body) });

async function openCase({ page }: Visitor): Promise<void> {
  await page.goto('/my-work');
  await settled(page);
  await page.getByRole('link', { name: '記接觸' }).first().click();
  await page.getByRole('heading', { name: '新增接觸' }).waitFor();
}

it('a contact says which clock it will stop, and stops it', () => as('duty_worker', async (v) => {
  const { page } = v;
  await openCase(v);
  await page.getByRole('button', { name: /送出紀錄/ }).click();
  await page.getByRole('link', { name: '請選這次接觸了誰' }).waitFor();
  await page.getByRole('button', { name: '記接觸' }).first().click();
  await page.getByText(/送出後停止：首次接觸/).waitFor();
  await page.getByRole('textbox', { name: '紀錄' }).fill('見到本人，暫住姊姊家，沒有新傷。');
  await page.keyboard.press('Control+Enter');
  await page.getByText('見到本人，暫住姊姊家，沒有新傷。').waitFor();
  await page.getByText('見到本人', { exact: true }).first().waitFor();
  expect(await page.getByRole('button', { name: '記接觸' }).count()).toBe(0);
}));

it('not seen needs a reason and the next try', () => as('duty_worker', async (v) => {
  const { page } = v;
  await page.goto('/cases');
  await settled(page);
  await page.locator('tbody a').first().click();
  await page.getByRole('heading', { name: '新增接觸' }).waitFor();
  await page.getByText('訪視未遇', { exact: true }).click();
  await page.locator('main form select').first().selectOption('not_seen');
  await page.getByRole('button', { name: /送出紀錄/ }).click();
  await page.getByRole('link', { name: '請選沒見到的原因' }).waitFor();
  await page.getByRole('link', { name: /請填寫下次嘗試/ }).waitFor();
}));

it('a goal is set; when somebody else judged it first, both judgements are shown and nothing is overwritten', () => as('duty_worker', async (v) => {
  const { page } = v;
  v.expected.add(412);
  await page.goto('/cases');
  await settled(page);
  await page.locator('tbody a').first().click();
  await page.getByRole('link', { name: /處遇計畫/ }).click();
  await page.getByLabel('目標', { exact: true }).fill('孩子每週就醫一次');
  await page.getByRole('button', { name: '加這個目標' }).click();
  await page.getByRole('button', { name: '記為達成' }).first().waitFor();
  await page.route('**/api/v1/goals/*', (route) => json(route, 412, { title: '版本不符', status: 412, request_id: 'r-412', yours: { met: true }, current: { met: false } }));
  await page.getByRole('button', { name: '記為達成' }).first().click();
  const conflict = page.getByRole('alert');
  await conflict.getByText('別人先改了這筆資料').waitFor();
  expect(await conflict.getByRole('row').nth(1).innerText()).toMatch(/達成[\s\S]*未達成/);
}));

it('the supervisor sees the load of every worker in counts', () => as('supervisor', async (v) => {
  const { page } = v;
  await page.goto('/board');
  await settled(page);
  const table = page.getByRole('region', { name: '社工案量' });
  expect(await table.locator('tbody tr').count()).toBeGreaterThan(5);
  await table.getByText(/休假/).first().waitFor();
}));

it('the county head sees no dispute as an answer, not as a blank', () => as('county_coordinator', async (v) => {
  await v.page.goto('/disputes');
  await settled(v.page);
  await v.page.getByRole('heading', { level: 1, name: '爭議裁定' }).waitFor();
}));
