import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch, settled, switchTo, visit, type Visitor } from './browser.ts';

// What the walks of practice.md §2 easily forget, on the real server: no answer is mocked here.
let browser: Browser;
beforeAll(async () => { browser = await launch(); });
afterAll(async () => { await browser.close(); });

async function as(login: string, run: (v: Visitor) => Promise<void>): Promise<void> {
  const v = await visit(browser, inject('url'), { login });
  try {
    await v.page.goto('/help');
    await run(v);
    expect(v.faults).toEqual([]);
  } finally {
    await v.context.close();
  }
}

interface Answer<T> { status: number; body: T }
/** A call as the page itself would make it. */
async function call<T>(page: Page, method: 'GET' | 'POST', path: string, body?: unknown, version?: number): Promise<Answer<T>> {
  return page.evaluate(async (c) => {
    const session = (await (await fetch('/api/v1/session')).json()) as { token: string };
    const headers: Record<string, string> = { 'x-anwang-token': session.token, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    if (c.version !== undefined) headers['if-match'] = `"${c.version}"`;
    const answer = await fetch(`/api/v1${c.path}`, c.method === 'GET' ? {} : { method: c.method, headers, body: JSON.stringify(c.body ?? {}) });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  }, { method, path, body, version }) as Promise<Answer<T>>;
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
    expect(await page.getByRole('button', { name: /分○測/ }).count()).toBe(0);
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
  }));

  it('agrees to what was not dispatched, or returns it with a word', () => as('huang', async ({ page }) => {
    await decided(page, '覆核測', (s) => ({ subject_id: s.subject_id, programme: s.programme, outcome: 'not_dispatched', reason_code: 'no_facts', note: '訪談後無具體事實' }));
    await switchTo(page, 'huang');
    await page.goto('/board');
    await settled(page);
    const group = page.getByRole('region', { name: '待覆核' });
    await group.getByText('查無具體事實').first().waitFor();
    await group.getByRole('button', { name: '覆核' }).first().click();
    await page.getByRole('button', { name: '退回重新篩派' }).click();
    await page.getByRole('link', { name: '退回請寫說明' }).waitFor();
    await page.getByRole('dialog').getByLabel(/說明/).fill('請再問孩子這兩天有沒有上學。');
    await page.getByRole('button', { name: '退回重新篩派' }).click();
    await page.getByText('已退回重新篩派').first().waitFor();
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

it('a promised call stays on the list until somebody answered', () => as('lin', async ({ page }) => {
  const now = (await call<{ now: string }>(page, 'GET', '/session')).body.now;
  const sent = await call(page, 'POST', '/calls', { started_at: now, topic: 'welfare', note: '問急難救助', call_back_at: new Date(Date.parse(now) + 3_600_000).toISOString() });
  expect(sent.status).toBe(201);
  await page.goto('/handover/calls');
  await settled(page);
  await page.getByRole('button', { name: '沒人接' }).first().click();
  await page.getByText('沒人接，再試').first().waitFor();
  await page.goto('/handover');
  await page.getByText('要回電').first().waitFor();
  await page.goto('/handover/calls');
  await settled(page);
  await page.getByRole('button', { name: '已回電' }).first().click();
  await page.locator('td').getByText('已回電').first().waitFor();
  await page.goto('/handover');
  await settled(page);
  expect(await page.locator('main').getByText('要回電').count()).toBe(0);
}));

it('a case has documents: stored, listed without its name, opened on record', () => as('chen', async ({ page }) => {
  await page.goto('/cases');
  await settled(page);
  await page.locator('tbody a').first().click();
  await page.getByRole('link', { name: /^文件/ }).click();
  await page.locator('input[type=file]').setInputFiles({ name: '同意書.txt', mimeType: 'text/plain', buffer: Buffer.from('家長同意接受服務。') });
  await page.getByText('文件已存').first().waitFor();
  const link = page.locator('tbody').getByRole('button').first();
  expect(await link.innerText()).not.toContain('同意書');
  const download = page.waitForEvent('download');
  await link.click();
  await download;
  await page.getByText('已開啟，留有紀錄').first().waitFor();
  await page.locator('input[type=file]').setInputFiles({ name: 'x.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
  await page.getByRole('alert').waitFor();
}).catch((error: unknown) => { if (!String(error).includes('415 POST')) throw error; }));

it('the auditor reads why a sealed part was opened and that a page was printed', () => as('lin', async (v) => {
  const { page } = v;
  const id = (await call<{ items: Row[] }>(page, 'GET', '/queue?state=pending')).body.items[0]!.id;
  await call(page, 'POST', `/reports/${id}/claim`);
  expect((await call(page, 'POST', `/reports/${id}/reveal`, { part: 'narrative', reason: '確認孩子此刻在哪裡' })).status).toBe(200);
  await page.goto(`/queue/${id}`);
  await settled(page);
  const logged = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/prints'));
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  expect((await logged).status()).toBe(200);
  await switchTo(page, 'audit');
  await page.waitForTimeout(500);
  await page.goto('/audit');
  await page.getByRole('button', { name: '敏感閱覽' }).click();
  await page.getByText('確認孩子此刻在哪裡').first().waitFor();
  await page.getByRole('cell', { name: /列印/ }).first().waitFor();
}));

it('the desk asks danger first for a suspected patient and keeps the times of the calls', () => as('lin', async ({ page }) => {
  await page.goto('/phone');
  await settled(page);
  await page.getByLabel('疑似精神病人').check();
  const role = page.getByLabel('角色').first();
  expect(await role.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.textContent)).not.toBe('兒少');
  const questions = page.getByRole('region', { name: '依案別再問' });
  expect(await questions.locator('summary').first().innerText()).toBe('先問危險');
  await questions.getByRole('group', { name: '現在有自傷或傷人之虞' }).getByLabel('傷人').check();
  await questions.getByText('請先通知110、119').waitFor();
  await questions.getByRole('group', { name: '已通知' }).getByLabel('119').check();
  const moment = questions.getByRole('group', { name: '119通知時間' });
  await moment.getByRole('button', { name: '剛剛' }).click();
  await page.getByLabel(/對方說了什麼/).fill('里長說廟口那個人拿著棍子。');
  await page.getByLabel('立即危險').getByLabel('不明').check();
  await page.getByLabel('稱呼或特徵').first().fill('廟口阿勇');
  await page.locator('#desk-township').selectOption({ label: '橫山鄉' });
  await page.getByRole('button', { name: /送出通報/ }).click();
  await page.getByRole('link', { name: '開始審視' }).click();
  await settled(page);
  await page.getByText('119通知時間').waitFor();
}));

it('a page that failed as a whole has a heading and stays clean for everybody', () => as('lin', async (v) => {
  v.expected.add(404);
  for (const path of ['/queue/1', '/people/1', '/households/1']) {
    await v.page.goto(path);
    await v.page.getByText('找不到這筆資料').waitFor();
    const { violations } = await new AxeBuilder({ page: v.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']).analyze();
    expect(violations.map((x) => `${path} ${x.id}: ${x.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
  }
}));
