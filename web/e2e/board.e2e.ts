import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, launch, settled, switchTo, visit, type Visitor } from './browser.ts';
import { type Server, startServer } from './server.ts';

// The supervisor's board on the real server, in a county of its own at nine in the morning: at night a dispatch goes to the
// worker on duty at once, and nothing waits to be assigned.
let browser: Browser;
let server: Server;
beforeAll(async () => {
  const own = process.env['ANWANG_URL'];
  delete process.env['ANWANG_URL'];
  server = await startServer();
  if (own !== undefined) process.env['ANWANG_URL'] = own;
  browser = await launch();
  await as('lin', async ({ page }) => {
    expect((await call(page, 'POST', '/demo/clock', { to: '2026-11-23T01:00:00Z' })).status).toBe(200);
  });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function as(login: string, run: (v: Visitor) => Promise<void>): Promise<void> {
  const v = await visit(browser, server.url, { login });
  try {
    await v.page.goto('/help');
    await run(v);
    expect(v.faults).toEqual([]);
  } finally {
    await v.context.close();
  }
}

interface Row { id: string; report_no: string; version: number }
interface Suggested { items: { subject_id: string; programme: string; grade: string | null; unit: { id: string } | null }[] }

/** A report of the telephone desk and its decision; the report's id. */
async function decided(page: Page, name: string, decide: (s: Suggested['items'][number]) => Record<string, unknown>): Promise<string> {
  await switchTo(page, 'lin');
  const sent = await call<{ id: string; report_no: string }>(page, 'POST', '/reports', {
    kinds: ['child_protection'], immediate_danger: false, township: '10004020', place: '竹東鎮某處', narrative: '鄰居聽見孩子半夜哭，手上有傷。', source: 'public',
    reporter: { class: 'neighbour', anonymous: true }, subjects: [{ role: 'victim', name, age_estimated: 6, sex: 'F' }],
  });
  expect(sent.status).toBe(201);
  const row = (await call<{ items: Row[] }>(page, 'GET', '/queue?state=pending')).body.items.find((r) => r.report_no === sent.body.report_no)!;
  expect((await call(page, 'POST', `/reports/${row.id}/claim`)).status).toBe(200);
  const suggestion = (await call<Suggested>(page, 'GET', `/reports/${row.id}/suggestion`)).body;
  const version = (await call<Row>(page, 'GET', `/reports/${row.id}`)).body.version;
  const answer = await call(page, 'POST', `/reports/${row.id}/decisions`, { items: [decide(suggestion.items[0]!)], summary: '六歲女童，鄰居通報，居住竹東。' }, version);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return row.id;
}
const dispatched = (s: Suggested['items'][number]) => ({ subject_id: s.subject_id, programme: s.programme, outcome: 'dispatch', grade: s.grade, unit_id: s.unit?.id });

describe('the supervisor board on the real server', () => {
  it('assigns to a suggested worker, and the worker has it', () => as('huang', async ({ page }) => {
    await decided(page, '分案測', dispatched);
    await switchTo(page, 'huang');
    await page.goto('/board');
    await settled(page);
    await page.getByRole('button', { name: /分○測/ }).first().click();
    await page.getByRole('button', { name: /^分案給/ }).first().click();
    await page.getByText(/已分案給/).first().waitFor();
    expect(await page.getByRole('region', { name: '待分案' }).getByRole('button', { name: /分○測/ }).count()).toBe(0);
  }));

  it('不派案 waits for the screening supervisor, whom the demonstration bar offers, and is countersigned', () => as('lin', async ({ page }) => {
    await decided(page, '覆核測', (s) => ({ subject_id: s.subject_id, programme: s.programme, outcome: 'not_dispatched', reason_code: 'no_facts', note: '三次去電均無人接聽，鄰里亦不知有此人。' }));
    await page.goto('/queue');
    await settled(page);
    await page.getByRole('button', { name: '切換角色：篩派員林知遠' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /篩派督導[\s\S]*許明哲/ }).click();
    await page.getByRole('button', { name: '切換角色：篩派督導許明哲' }).waitFor();
    await page.goto('/board');
    await settled(page);
    const waiting = page.getByRole('region', { name: '待覆核' });
    const row = waiting.getByRole('listitem').filter({ hasText: '覆○測' });
    await row.getByRole('button', { name: '覆核' }).click();
    await page.getByRole('dialog').getByText('三次去電均無人接聽').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '同意不派案' }).click();
    await page.getByText('已覆核').first().waitFor();
    expect(await row.count()).toBe(0);
  }));

  it('disputes a dispatch; the county head rules, and it is where the ruling says', () => as('huang', async ({ page }) => {
    await decided(page, '爭議測', dispatched);
    await switchTo(page, 'huang');
    await page.goto('/board');
    await settled(page);
    await page.getByRole('button', { name: /爭○測/ }).first().click();
    await page.getByRole('button', { name: '提出爭議' }).click();
    await page.getByRole('button', { name: '送出爭議' }).click();
    await page.getByRole('link', { name: '請寫理由' }).waitFor();
    await page.getByRole('dialog').getByLabel(/理由/).fill('孩子實際住湖口，不在本組轄區。');
    await page.getByRole('button', { name: '送出爭議' }).click();
    await page.getByText('已送出爭議').first().waitFor();
    await page.getByRole('region', { name: '爭議' }).getByText('孩子實際住湖口').waitFor();
    await switchTo(page, 'fanjiang');
    await page.goto('/disputes');
    await settled(page);
    await page.getByText('孩子實際住湖口').waitFor();
    await page.getByRole('button', { name: '裁定' }).first().click();
    await page.getByRole('dialog').getByLabel(/裁定理由/).fill('仍由原組辦理，湖口派出所協訪。');
    await page.getByRole('button', { name: /^裁定由/ }).click();
    await page.getByText('已裁定').first().waitFor();
  }));

  it('moves cases to another worker after a preview in counts', () => as('huang', async ({ page }) => {
    await page.goto('/board');
    await settled(page);
    const table = page.getByRole('region', { name: '社工案量' });
    await table.getByRole('button', { name: '改派' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox').first().check();
    await dialog.getByLabel('改派給').selectOption({ index: 1 });
    await dialog.getByLabel(/理由/).fill('調整案量');
    await dialog.getByRole('button', { name: '先看影響' }).click();
    await dialog.getByText(/案變/).first().waitFor();
    await dialog.getByRole('button', { name: /^改派\d+案/ }).click();
    await page.getByText(/已改派\d+案/).first().waitFor();
  }));
});
