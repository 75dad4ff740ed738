import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { call, launch, settled, switchTo, visit, type Visitor } from './browser.ts';

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

interface Row { id: string }

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

it('a case has documents: stored, listed without its name, opened on record', () => as('chen', async ({ page, expected }) => {
  expected.add(415);
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
}));

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
  await page.locator('#desk-danger').getByLabel('不明').check();
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
