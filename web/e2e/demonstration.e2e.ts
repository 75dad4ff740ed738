import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { launch, settled, switchTo, tell, visit, type Visitor } from './browser.ts';

// The demonstration of practice.md §6 as a screener lives it, on values the system computes: the night of the family 張.
let browser: Browser;
let visitor: Visitor;
let page: Page;
beforeAll(async () => {
  browser = await launch();
  visitor = await visit(browser, inject('url'), { login: 'lin' });
  page = visitor.page;
});
afterAll(async () => { await browser.close(); });
beforeEach(({ task, onTestFailed }) => { onTestFailed(() => tell(visitor, task.name)); });

const text = (selector: string, n = 0) => page.locator(selector).nth(n).innerText();

it('the queue at 02:40 leads with danger and says why each row stands where it does', async () => {
  await page.goto('/queue');
  await settled(page);
  const header = await page.locator('header dl').first().innerText();
  expect(header).toMatch(/待派\s*6件/);
  expect(header).toMatch(/最短\s*剩3時\d\d分/);
  expect(header).toMatch(/今夜受理\s*9件/);
  expect(header).toMatch(/值班\s*陳/);
  const row = await text('[data-row]');
  for (const words of ['立即危險', '張○雯', '26', '竹東鎮', '警察', '剩23時', '第一級', '女8歲未列', '第3次', '結案14天']) expect(row).toContain(words);
  expect(await page.locator('[data-row]').nth(2).innerText()).toContain('將到期');
});

it('逕派✓ shows the rule, its facts and its source', async () => {
  await page.locator('[data-row]').first().click();
  await page.getByRole('button', { name: /逕派✓/ }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('heading', { name: '用到的事實' }).waitFor();
  expect(await dialog.innerText()).toMatch(/HT-32[\s\S]*假設/);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

it('the hospital’s report: evidence in words, one key links, and it joins the same incident', async () => {
  await page.locator('[data-row]').nth(1).click();
  const evidence = page.getByRole('list', { name: '證據' }).first();
  await evidence.waitFor();
  const words = await evidence.innerText();
  expect(words).toContain('異體字');
  expect(words).toMatch(/生日\s*相同/);
  expect(words).toMatch(/身分證\s*(末碼不符|檢核碼錯)/);
  expect(words).toMatch(/地址\s*相同/);
  await page.keyboard.press('KeyD');
  await page.keyboard.press('Enter');
  await page.getByText('都已確認').waitFor();
  await page.keyboard.press('KeyD');
  await page.locator('dialog[open]').getByText('同一人').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('已送出：同一事件1項').waitFor();
});

it('the police’s report: the son is linked, the daughter who is not listed is added', async () => {
  await page.locator('[data-row]').first().click();
  await page.getByText('同住未成年，通報未列').waitFor();
  await page.locator('[data-link-candidate]').first().click();
  await page.getByText('都已確認').waitFor();
  await page.getByRole('button', { name: /^加入/ }).click();
  await page.getByText('篩派時加列').waitFor();
  await page.getByText('相對人可能在家').waitFor();
  await page.getByText('勿留言').first().waitFor();
});

it('the button names what it does; a first-grade clock for each child, both from 02:07', async () => {
  const commit = page.getByRole('button', { name: /^派案3項/ });
  await commit.waitFor();
  const lines = await page.locator('section table tbody tr').allInnerTexts();
  const children = lines.filter((line) => line.includes('兒保') && line.includes('第一級'));
  expect(children).toHaveLength(2);
  for (const line of children) expect(line).toMatch(/見到孩子[\s\S]*11\/24（二）02:07/);
  await page.keyboard.press('KeyA');
  await page.fill('#commit-summary', '相對人酒後持刀，母子在急診；女8歲今夜下落未載，請先看見每一個孩子。');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/已送出：派案3項/).waitFor();
  await page.getByRole('heading', { name: '已決定', exact: true }).waitFor();
  await page.locator('header dl').first().getByText('4件').waitFor();
});

it('the sealed words open for a reason only, and the demonstration moves on to 08:00', async () => {
  await page.getByRole('button', { name: '填理由調閱' }).first().click();
  await page.locator('dialog[open] input').fill('確認孩子今夜的去處');
  await page.locator('dialog[open]').getByRole('button', { name: '填理由調閱' }).click();
  await page.getByText('已調閱，留有紀錄').waitFor();
  await page.getByRole('button', { name: '快轉到08:00' }).click();
  await page.getByText(/示範時間11\/23（一）08:0/).waitFor({ timeout: 60_000 });
});

it('the supervisor and the duty worker see what is theirs', async () => {
  await switchTo(page, 'huang');
  await page.goto('/board');
  await settled(page);
  await switchTo(page, 'chen');
  await page.goto('/work');
  await settled(page);
  expect(visitor.faults).toEqual([]);
});
