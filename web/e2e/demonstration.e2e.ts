import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { launch, settled, switchTo, tell, visit, type Visitor } from './browser.ts';

// The demonstration of practice.md §6, sentence by sentence, on values the system computes: the night of the family 張.
// Nothing here depends on the size of the county, but the month's dispatches, which are counted.
let browser: Browser;
let visitor: Visitor;
let page: Page;
let home = '';
let fathersHome = '';
beforeAll(async () => {
  browser = await launch();
  visitor = await visit(browser, inject('url'), { login: 'lin' });
  page = visitor.page;
  page.setDefaultTimeout(12_000);
});
afterAll(async () => { await browser.close(); });
beforeEach(({ task, onTestFailed }) => { onTestFailed(() => tell(visitor, task.name)); });

const words = (text: string) => text.replace(/\s+/g, '');
const row = async (n: number) => words(await page.locator('[data-row]').nth(n).locator('xpath=..').innerText());
async function api<T>(path: string): Promise<T> {
  return page.evaluate(async (p) => (await (await fetch(`/api/v1${p}`)).json()) as unknown, path) as Promise<T>;
}
async function open(path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}
async function as(login: string, path: string): Promise<void> {
  await switchTo(page, login);
  await open(path);
}
/** Codes of the system that somebody forgot to word: snake_case or dotted, anywhere a person reads. */
async function rawCodes(): Promise<string[]> {
  const text = await page.locator('body').innerText();
  return [...text.matchAll(/\b[a-z]+(?:_[a-z0-9]+)+\b|\b[a-z_]+\.[a-z_]+\b/g)].map((m) => m[0]).filter((code) => !/^(www|http)/.test(code));
}

it('篩派案佇列 at 02:40: the header, and the row word for word', async () => {
  await open('/queue');
  const header = words(await page.locator('header dl').first().innerText());
  expect(header).toBe('待派6件最短剩3時12分今夜受理9件值班陳以安');
  const first = await row(0);
  for (const said of ['剩23時27分', '建議第一級', '親密關係暴力＋兒保', '張○雯26／子4歲／女8歲未列', '竹東鎮', '警察', '12月內第3次', '結案14天', '在案：藥癮', 'TIPVDA9', '逕派✓', '林知遠處理中', '立即危險']) expect(first).toContain(said);
  const hidden = await page.locator('[data-row]').first().evaluate((link) => [...link.querySelectorAll<HTMLElement>('*')].filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow === 'hidden').map((e) => e.innerText));
  expect(hidden).toEqual([]); // nothing is cut at 1366×768
  const third = await row(2);
  expect(third).toContain('將到期剩3時12分');
  expect(third).toContain('待補資料，時限不停');
  expect(await rawCodes()).toEqual([]);
});

it('pressing 逕派✓ shows rule, facts, source', async () => {
  await page.locator('[data-row]').first().locator('xpath=..').getByRole('button', { name: /逕派✓/ }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('heading', { name: '用到的事實' }).waitFor();
  const said = await dialog.innerText();
  expect(said).toMatch(/逕派：多次通報[\s\S]*12個月內先前通報（件）\s*2\s*門檻2[\s\S]*HT-32[\s\S]*假設/);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

it('通報審視: who-is-it evidence of the hospital’s report; opening claims nothing, the first act does; one key links; it joins the same 事件', async () => {
  await page.locator('[data-row]').nth(1).click();
  const evidence = page.getByRole('list', { name: '證據' }).first();
  await evidence.waitFor();
  for (const column of ['通報', '是誰', '家庭']) await page.getByRole('heading', { name: column, exact: true }).first().waitFor();
  const said = await evidence.innerText();
  expect(said).toContain('異體字');
  expect(said).toMatch(/生日\s*相同/);
  expect(said).toMatch(/身分證\s*(末碼不符|檢核碼錯)/);
  expect(said).toMatch(/地址\s*相同/);
  expect(await rawCodes()).toEqual([]);
  const id = page.url().split('/').pop()!;
  const claimed = async () => (await api<{ claimed_by: { name: string } | null }>(`/reports/${id}`)).claimed_by?.name ?? null;
  expect(await claimed()).toBeNull();
  await page.locator('[data-link-candidate]').first().waitFor();
  await page.keyboard.press('KeyD');
  await page.keyboard.press('Enter');
  await page.getByText('都已確認').waitFor();
  expect(await claimed()).toBe('林知遠');
  await page.keyboard.press('KeyD');
  await page.locator('dialog[open]').getByText('同一人').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('已送出：同一事件1項').waitFor();
});

it('the police’s report: the son is linked, the daughter who is not listed is added, and the count stays 12月內第3次', async () => {
  await page.locator('[data-row]').first().click();
  await page.getByText('同住未成年，通報未列').waitFor();
  await page.locator('[data-link-candidate]').first().click();
  await page.getByText('都已確認').waitFor();
  await page.getByRole('button', { name: '加入：張宥妤' }).click();
  await page.getByText('篩派時加列').waitFor();
  await page.getByText('相對人可能在家').waitFor();
  await page.getByText('勿留言').first().waitFor();
  await expect.poll(async () => words(await page.locator('[data-row]').first().locator('xpath=..').innerText())).toContain('12月內第3次');
  expect(await rawCodes()).toEqual([]);
});

it('家戶頁: five people in two households, the violence line, five years, findings, services with worker and phone, alerts', async () => {
  const id = page.url().split('/').pop()!;
  const family = await api<{ households: { household: { id: string }; members: { person: { id: string; name: string } }[] }[] }>(`/reports/${id}/family`);
  home = family.households[0]!.household.id;
  fathersHome = `/households/${home}`;
  await open(fathersHome);
  await page.getByRole('heading', { level: 1, name: /張家.*5人2戶/ }).waitFor();
  expect(await page.locator('.geno-person').count()).toBe(5);
  expect(await page.locator('.geno-rel-violence').count()).toBeGreaterThan(0);
  const text = await page.locator('main').innerText();
  expect(words(text)).toContain('12月內3次通報');
  for (const said of ['竹東戶4人', '尖石戶1人', '結案14天', '相對人可能在家', '勿留言', '五年時間軸', '羅士凱', '曾柏言', '03-000-0142', '竹東示範國民小學', '竹東示範幼兒園']) expect(words(text)).toContain(said);
  const past = await page.locator('section', { hasText: '過去通報與調查結果' }).last().innerText();
  expect(past).toMatch(/115\/06\/18[\s\S]*屬實[\s\S]*115\/02\/14[\s\S]*屬實/);
  expect(await rawCodes()).toEqual([]);
  for (const [width, lang] of [[1024, 'zh'], [1366, 'en'], [1366, 'zh']] as const) {
    await page.setViewportSize({ width, height: 768 });
    await open(lang === 'en' ? `${fathersHome}?lang=en` : `${fathersHome}?lang=zh`);
    expect(await page.locator('.geno-person').count()).toBe(5);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    if (lang === 'en') expect(await rawCodes()).toEqual([]);
  }
  await open(`/queue/${id}`);
});

it('派案建議: 兒保 for each child from 02:07, 成保, 轉知 to two schools, 通知 曾; then dispatched', async () => {
  await page.getByRole('button', { name: /^派案3項/ }).waitFor();
  const lines = (await page.locator('section table tbody tr').allInnerTexts()).map(words);
  const children = lines.filter((line) => line.includes('兒保') && line.includes('第一級'));
  expect(children).toHaveLength(2);
  for (const line of children) expect(line).toMatch(/家防中心兒少保護組.*見到孩子11\/24（二）02:07/);
  expect(lines.some((line) => /張雅雯.*成保.*家防中心成人保護組/.test(line))).toBe(true);
  expect(lines.some((line) => /張宥妤.*轉知.*竹東示範國民小學/.test(line))).toBe(true);
  expect(lines.some((line) => /張宥群.*轉知.*竹東示範幼兒園/.test(line))).toBe(true);
  expect(lines.some((line) => /徐志豪.*在案通知.*曾柏言/.test(line))).toBe(true);
  expect(words(await page.getByRole('button', { name: /^派案3項/ }).innerText())).toContain('派案3項、轉知2項、在案通知1項');
  await page.keyboard.press('KeyA');
  await page.fill('#commit-summary', '相對人酒後持刀，母子在急診；女8歲今夜下落未載，請先看見每一個孩子。');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/已送出：派案3項/).waitFor();
  await page.getByRole('heading', { name: '已決定', exact: true }).waitFor();
  await page.locator('header dl').first().getByText('4件').waitFor();
});

it('the sealed words open for a reason only', async () => {
  await page.getByRole('button', { name: '填理由調閱' }).first().click();
  await page.locator('dialog[open] input').fill('確認孩子今夜的去處');
  await page.locator('dialog[open]').getByRole('button', { name: '填理由調閱' }).click();
  await page.getByText('已調閱，留有紀錄').waitFor();
});

it('黃’s worker card: 在案21／加權24.5, 今夜值班✓, 客語✓, 前案✗, 年資4年; 未建議 李: 休假; an override needs a reason', async () => {
  await as('huang', '/board');
  await page.getByRole('button', { name: /張○?宥?妤|張○妤/ }).first().click();
  const cards = page.getByRole('region', { name: /的人選/ });
  const card = cards.locator('li', { has: page.getByRole('button', { name: '分案給陳以安' }) }).first();
  const said = words(await card.innerText());
  for (const fact of ['建議1', '在案21', '加權24.5', '今夜值班符合', '客語符合', '前案不符合', '年資4年']) expect(said).toContain(fact);
  await cards.getByRole('heading', { name: '未建議' }).waitFor();
  const li = cards.locator('li', { hasText: '李佳蓉' }).first();
  expect(await li.innerText()).toContain('休假');
  await li.getByRole('button', { name: '仍要分案給李佳蓉' }).click();
  await page.locator('dialog[open]').getByRole('button', { name: '分案給李佳蓉' }).click();
  await page.locator('dialog[open]').getByRole('link', { name: '請寫理由' }).waitFor();
  await page.keyboard.press('Escape');
});

it('陳 presses 已接 for each, in the night', async () => {
  await as('chen', '/my-work');
  const accept = page.getByRole('region', { name: '待接' }).getByRole('button', { name: '按已接' });
  for (let left = await accept.count(); left > 0; left -= 1) {
    await accept.first().click();
    await expect.poll(() => accept.count()).toBe(left - 1);
  }
  await page.getByText('夜間備勤').waitFor();
});

it('快轉 to 08:00: the school’s report of 07:50 joins the event and makes no new case', async () => {
  await switchTo(page, 'lin');
  await open('/queue');
  const before = (await api<{ header: { pending: number } }>('/queue?state=pending')).header.pending;
  await page.getByRole('button', { name: '快轉到08:00' }).click();
  await page.getByText(/示範時間11\/23（一）08:0/).waitFor({ timeout: 60_000 });
  await open('/queue');
  const queue = await api<{ header: { pending: number }; items: { id: string; source: string; received_at: string }[] }>('/queue?state=pending');
  expect(queue.header.pending).toBe(before + 1);
  const school = queue.items.find((item) => item.source === 'education' && item.received_at.startsWith('2026-11-22T23:50:'));
  expect(school).toBeDefined();
  await open(`/queue/${school!.id}`);
  await page.getByRole('list', { name: '證據' }).first().waitFor();
  await page.keyboard.press('KeyD');
  await page.keyboard.press('Enter');
  await page.getByText('都已確認').waitFor();
  await page.keyboard.press('KeyD');
  await page.locator('dialog[open]').getByText(/同一(人|家戶)/).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('已送出：同一事件1項').waitFor();
  const report = await api<{ incident: { reports: unknown[] } | null }>(`/reports/${school!.id}`);
  expect(report.incident?.reports).toHaveLength(3);
});

it('黃 gets an escalation for the row left alone on purpose', async () => {
  await as('huang', '/my-work');
  const alone = page.getByRole('listitem').filter({ hasText: '溫' }).first();
  await alone.waitFor();
  const told = await api<{ items?: { kind: string; rule: string | null; report_id: string | null }[] } | { kind: string; rule: string | null; report_id: string | null }[]>('/transitions');
  const all = Array.isArray(told) ? told : (told.items ?? []);
  expect(all.filter((t) => t.kind === 'escalation' && t.rule === 'dispatch_24h')).toHaveLength(1);
});

it('陳 records the son seen at 09:15, and the night’s 補休', async () => {
  await as('chen', '/my-work');
  await page.getByRole('button', { name: '快轉到09:30' }).click();
  await page.getByText(/示範時間11\/23（一）09:3/).waitFor({ timeout: 60_000 });
  const task = page.getByRole('listitem').filter({ hasText: '張○群' }).filter({ hasText: '第一級面訪' }).first();
  await task.getByRole('link', { name: '記接觸' }).click();
  await page.getByRole('heading', { name: '新增接觸' }).waitFor();
  await page.getByLabel('張宥群', { exact: false }).first().selectOption('seen');
  await page.locator('main form input[id$="time"]').first().fill('0915');
  await page.getByText(/送出後停止：.*09:15/).waitFor();
  await page.getByRole('textbox', { name: '紀錄' }).fill('在急診見到孩子，左前臂瘀傷，與母親一起；今日起母子入住庇護所。');
  await page.keyboard.press('Control+Enter');
  await page.getByText('在急診見到孩子，左前臂瘀傷').waitFor();
  await page.getByText('09:15').first().waitFor();
  await open('/my-work');
  await page.getByRole('button', { name: '簽退，記補休' }).click();
  await page.getByText(/簽退，補休1時3\d分/).waitFor();
  const left = page.getByRole('listitem').filter({ hasText: '張○妤' }).filter({ hasText: '第一級面訪' });
  await left.first().waitFor(); // each child has a clock of its own: the daughter is still to be seen
});

it('曾 sees 保護服務在案；窗口家防中心, never the shelter', async () => {
  await as('zeng', fathersHome);
  const text = await page.locator('main').innerText();
  expect(text).toMatch(/保護服務[\s\S]*家防中心/);
  expect(text).toContain('限閱');
  expect(text).not.toContain('庇護');
  const page_ = JSON.stringify(await api(`/households/${home}`));
  expect(/.{0,80}(shelter|庇護).{0,40}/.exec(page_)?.[0] ?? '').toBe('');
  expect(await rawCodes()).toEqual([]);
});

it('處長’s figure opens on the one late report', async () => {
  await as('fanjiang', '/dashboard');
  const figure = page.getByRole('link', { name: /24時派案|24小時內派案/ }).first();
  const [, n, d] = /(\d+)\/(\d+)/.exec(words(await figure.innerText()))!;
  expect(Number(d) - Number(n)).toBe(1); // 443/444 at full size
  await figure.click();
  await page.getByRole('button', { name: '未達成 1' }).click();
  await settled(page);
  const rows = page.locator('main tbody tr');
  expect(await rows.count()).toBe(1);
  expect(await rows.first().innerText()).toContain('湖口鄉');
  expect(visitor.faults).toEqual([]);
});
