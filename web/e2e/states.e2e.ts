import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch, settled, visit, type Visitor } from './browser.ts';
import { firstReport } from './pages.ts';

// The states that a good day does not show: the answers of the real server, changed on their way where it must fail.
let browser: Browser;
beforeAll(async () => { browser = await launch(); });
afterAll(async () => { await browser.close(); });

async function as(login: string | null, run: (visitor: Visitor) => Promise<void>): Promise<void> {
  const visitor = await visit(browser, inject('url'), { login });
  try {
    await run(visitor);
    expect(visitor.faults).toEqual([]);
  } finally {
    await visitor.context.close();
  }
}

interface Row { id: string; report_no: string; immediate_danger: boolean | null }
interface Queue { header: { pending: number }; items: Row[]; next: string | null; total: number }
const json = (route: Route, status: number, body: unknown) => route.fulfill({ status, contentType: status < 400 ? 'application/json' : 'application/problem+json', body: JSON.stringify(body) });
const pendingUrl = /\/api\/v1\/queue\?state=pending/;

it('an empty queue says why and what to do', () => as('screener', async ({ page }) => {
  await page.route(pendingUrl, async (route) => {
    const queue = (await (await route.fetch()).json()) as Queue;
    await json(route, 200, { ...queue, header: { ...queue.header, pending: 0 }, items: [], next: null, total: 0 });
  });
  await page.goto('/queue');
  await settled(page);
  await page.getByRole('heading', { name: '目前沒有待派通報' }).waitFor();
}));

it('10,000 rows stay fast: a screenful in the document, the last one reachable', () => as('screener', async ({ page }) => {
  let served = 0;
  await page.route(pendingUrl, async (route) => {
    const queue = (await (await route.fetch({ url: route.request().url().replace(/&cursor=.*/, '') })).json()) as Queue;
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? '0');
    const items = Array.from({ length: 1_000 }, (_, i) => ({ ...queue.items[(from + i) % queue.items.length]!, id: `row-${from + i}`, report_no: `115-HC-通-${String(from + i).padStart(6, '0')}` }));
    served += items.length;
    await json(route, 200, { ...queue, header: { ...queue.header, pending: 10_000 }, items, next: from + 1_000 < 10_000 ? String(from + 1_000) : null, total: 10_000 });
  });
  await page.goto('/queue');
  await settled(page);
  const list = page.getByRole('region', { name: '待派10000件' });
  for (let i = 0; i < 30 && served < 10_000; i += 1) {
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.waitForTimeout(150);
  }
  expect(served).toBe(10_000);
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await page.locator('[data-row="row-9999"]').waitFor();
  expect(await list.locator('li').count()).toBeLessThan(60);
}));

it('new reports wait behind a button; the rows in view do not move', () => as('screener', async ({ page }) => {
  let more = false;
  await page.route(pendingUrl, async (route) => {
    const queue = (await (await route.fetch()).json()) as Queue;
    if (more) queue.items.unshift({ ...queue.items[0]!, id: 'fresh', report_no: '115-HC-通-999999', immediate_danger: true });
    await json(route, 200, queue);
  });
  await page.goto('/queue');
  await settled(page);
  const order = () => page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')));
  const before = await order();
  more = true;
  // coming back to the tab reads the list again
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  const waiting = page.getByRole('button', { name: '有1件新通報，含立即危險' });
  await waiting.waitFor();
  expect(await order()).toEqual(before);
  await waiting.click();
  await page.locator('[data-row="fresh"]').waitFor();
  expect((await order())[0]).toBe('fresh');
}));

it('another screener was faster: said in words, nothing lost', () => as('screener', async ({ page, expected }) => {
  expected.add(409);
  await page.goto('/queue');
  const id = await firstReport(page);
  await page.route(`**/api/v1/reports/${id}`, async (route) => {
    const report = (await (await route.fetch()).json()) as Record<string, unknown>;
    await json(route, 200, { ...report, claimed_by: null });
  });
  await page.route(/\/claim$/, (route) => json(route, 409, { title: '別人正在處理這件通報', detail: '林知遠剛剛開始處理。', status: 409, reason: 'claimed_by_other', request_id: 'r-409' }));
  await page.goto(`/queue/${id}`);
  await settled(page);
  await page.keyboard.press('KeyA');
  const summary = page.getByLabel(/派案摘要/);
  await summary.fill('孩子在急診，先看見孩子。');
  await page.keyboard.press('Control+Enter');
  await page.getByText('r-409').first().waitFor();
  expect(await summary.inputValue()).toBe('孩子在急診，先看見孩子。');
}));

it('a changed report is refused with both versions and never overwritten', () => as('screener', async ({ page, expected }) => {
  expected.add(412);
  await page.goto('/queue');
  const id = await firstReport(page);
  await page.route(/\/claim$/, (route) => json(route, 200, { id, version: 1 }));
  await page.route(/\/decisions$/, (route) => json(route, 412, { title: '別人先改了這筆資料', status: 412, request_id: 'r-412', yours: { summary: '我的摘要' }, current: { summary: '別人的摘要' } }));
  await page.goto(`/queue/${id}`);
  await settled(page);
  await page.keyboard.press('KeyA');
  await page.getByLabel(/派案摘要/).fill('我的摘要');
  await page.keyboard.press('Control+Enter');
  const conflict = page.getByRole('alert').filter({ hasText: '別人先改了這筆資料' });
  await conflict.waitFor();
  expect(await conflict.innerText()).toContain('別人的摘要');
}));

it('a report out of reach reads like one that does not exist', () => as('screener', async ({ page, expected }) => {
  expected.add(404);
  await page.goto('/queue/1');
  await page.getByText('找不到這筆資料').waitFor();
}));

it('a role without the page is told so and keeps its menu', () => as('mandated_reporter', async ({ page }) => {
  await page.goto('/queue');
  await page.getByText('這一頁不在您的權責範圍內').waitFor();
  await page.getByRole('link', { name: '我的通報' }).first().waitFor();
}));

it('offline keeps what was typed and says that clocks run', () => as('screener', async ({ page, context, faults }) => {
  await page.goto('/phone');
  await page.getByLabel(/對方說了什麼/).fill('三樓一直有哭聲');
  await context.setOffline(true);
  await page.getByText('送出前時限未停').waitFor();
  expect(await page.getByLabel(/對方說了什麼/).inputValue()).toBe('三樓一直有哭聲');
  await context.setOffline(false);
  await page.getByText('送出前時限未停').waitFor({ state: 'detached' });
  faults.length = 0; // the browser notes that requests failed while it was offline
}));

it('an ended session signs in over the form', () => as('screener', async ({ page, context, expected }) => {
  expected.add(401);
  await page.goto('/phone');
  await settled(page);
  await page.getByLabel(/對方說了什麼/).fill('孩子說不敢回家');
  await page.route(/\/api\/v1\/persons\/search$/, (route) => json(route, 401, { title: '請重新登入', status: 401 }));
  await page.getByLabel('姓名', { exact: true }).first().fill('張小明');
  await page.getByRole('heading', { name: '登入已過期' }).waitFor();
  expect(await page.getByLabel(/對方說了什麼/).inputValue()).toBe('孩子說不敢回家');
  await context.clearCookies();
}));
