import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch, settled, visit, type Visitor } from './browser.ts';

// The pages of people who may be watched: a report from a telephone, nothing kept, a way out at any moment.
let browser: Browser;
beforeAll(async () => { browser = await launch(); });
afterAll(async () => { await browser.close(); });

async function visitor(run: (v: Visitor) => Promise<void>): Promise<void> {
  const v = await visit(browser, inject('url'), { size: 'phone' });
  try {
    await run(v);
    expect(v.faults).toEqual([]);
  } finally {
    await v.context.close();
  }
}

const next = (v: Visitor, name: string) => v.page.getByRole('button', { name }).click();

async function upToCheck(v: Visitor, narrative: string): Promise<void> {
  const { page } = v;
  await page.goto('/report');
  await settled(page);
  await page.getByLabel('不明', { exact: true }).check();
  await next(v, '繼續填寫對象');
  await page.getByLabel('怎麼找到這個人').fill('三樓的小女孩');
  await next(v, '繼續填寫經過');
  await page.getByLabel(/發生了什麼事/).fill(narrative);
  await next(v, '繼續填寫補充');
  await next(v, '繼續填寫地點和時間');
  await page.getByLabel('鄉鎮市').selectOption({ label: '竹東鎮' });
  await page.getByLabel('今天', { exact: true }).check();
  await next(v, '繼續填寫通報人');
  await page.getByLabel('不留，我要匿名').check();
  await next(v, '看一遍再送出');
}

it('a report in seven steps; the code is shown once and answers, and the device keeps nothing', () => visitor(async (v) => {
  const { page } = v;
  await upToCheck(v, '每天晚上聽到大人打罵，小孩哭。');
  expect(await page.title()).toBe('線上表單');
  await page.getByText('三樓的小女孩').waitFor();
  await next(v, '送出通報');
  await page.getByRole('heading', { name: '已收到您的通報' }).waitFor();
  const code = (await page.locator('output').innerText()).trim();
  expect(code.replaceAll('-', '')).toMatch(/^[0-9A-Z*~$=]{17}$/);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]));
  expect(kept).not.toContain('打罵');
  expect(kept).not.toContain(code.slice(0, 4));
  await page.getByRole('link', { name: '查詢進度' }).click();
  await page.locator('#code').fill(code.toLowerCase());
  await page.getByRole('button', { name: '查詢', exact: true }).click();
  await page.getByRole('heading', { name: '目前進度' }).waitFor();
  await page.goBack();
  await settled(page);
  expect(await page.locator('body').innerText()).not.toContain(code.slice(0, 9));
}));

it('the questions of the chosen kind, a reporter who is family, a village: kept to the desk', () => visitor(async (v) => {
  const { page } = v;
  const mark = `三樓的阿勇${Date.now() % 100_000}`;
  await page.goto('/report');
  await settled(page);
  await page.getByLabel('沒有', { exact: true }).check();
  await next(v, '繼續填寫對象');
  await page.getByLabel('性別').selectOption({ label: '男' });
  await page.getByLabel('怎麼找到這個人').fill(mark);
  await next(v, '繼續填寫經過');
  await page.getByLabel(/發生了什麼事/).fill('連著三天晚上在陽台大叫，說有人要害他。');
  await page.getByLabel('疑似精神病人').check();
  await next(v, '繼續填寫補充');
  await page.getByRole('group', { name: '現在有傷害自己或別人的危險嗎？' }).getByLabel('沒有').check();
  await page.getByRole('group', { name: '已經打過電話給誰？' }).getByLabel('119').check();
  await page.getByRole('group', { name: '您怎麼知道的？' }).getByLabel('親眼看到').check();
  expect(await page.getByText('TIPVDA').count(), 'staff questions stay with staff').toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await next(v, '繼續填寫地點和時間');
  await page.getByLabel('鄉鎮市').selectOption({ label: '竹東鎮' });
  await page.getByLabel('村里').selectOption({ index: 1 });
  await page.getByRole('radio', { name: '正在發生' }).check();
  await next(v, '繼續填寫通報人');
  await page.getByLabel('家人', { exact: true }).check();
  await page.getByLabel('不留，我要匿名').check();
  await next(v, '看一遍再送出');
  await page.getByText('親眼看到').waitFor();
  await next(v, '送出通報');
  await page.getByRole('heading', { name: '已收到您的通報' }).waitFor();
  const desk = await visit(browser, inject('url'), { login: 'screener' });
  try {
    await desk.page.goto('/queue');
    await settled(desk.page);
    const report = await desk.page.evaluate(async (nickname) => {
      const read = async (path: string) => (await (await fetch(`/api/v1${path}`)).json()) as unknown;
      for (const row of ((await read('/queue?state=pending')) as { items: { id: string }[] }).items) {
        const one = (await read(`/reports/${row.id}`)) as { facts: Record<string, unknown>; reporter: { class: string }; subjects: { nickname: string | null; sex: string; role: string }[] };
        if (one.subjects[0]?.nickname === nickname) return { id: row.id, facts: one.facts, reporter: one.reporter.class, sex: one.subjects[0].sex, role: one.subjects[0].role };
      }
      return null;
    }, mark);
    expect(report).toMatchObject({ facts: { danger_self_others: 'none', emergency_called: ['called_119'], how_known: 'saw' }, reporter: 'family', sex: 'M', role: 'client' });
    await desk.page.goto(`/queue/${report?.id ?? ''}`);
    await settled(desk.page);
    await desk.page.getByText('現在有自傷或傷人之虞').waitFor();
  } finally {
    await desk.context.close();
  }
}));

it('what is missing is said at its field, and the focus goes there', () => visitor(async (v) => {
  const { page } = v;
  await page.goto('/report');
  await settled(page);
  await next(v, '繼續填寫對象');
  await page.getByRole('link', { name: /請選擇有沒有立即危險/ }).click();
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name)).toBe('danger');
  await page.getByLabel('有', { exact: true }).check();
  await page.getByText('請先打110，確認人已安全').waitFor();
}));

it('the Back button goes one step back and loses nothing', () => visitor(async (v) => {
  const { page } = v;
  await page.goto('/report');
  await settled(page);
  await page.getByLabel('沒有', { exact: true }).check();
  await next(v, '繼續填寫對象');
  await page.getByRole('heading', { name: '對象' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: '立即危險', exact: true }).waitFor();
  expect(await page.getByLabel('沒有', { exact: true }).isChecked()).toBe(true);
}));

it('Esc three times leaves at once and empties the page', () => visitor(async (v) => {
  const { page } = v;
  await page.route('https://www.cwa.gov.tw/**', (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<title>x</title>' }));
  await upToCheck(v, '不要讓人看到這段話。');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.waitForURL('https://www.cwa.gov.tw/');
  expect(await page.content()).not.toContain('不要讓人看到');
}));

it('everybody sends at once: a puzzle is solved beside the page, calmly, and the report arrives', () => visitor(async (v) => {
  const { page } = v;
  v.expected.add(429);
  const answers: (string | undefined)[] = [];
  await page.route('**/api/v1/public/reports', async (route) => {
    answers.push(route.request().headers()['x-anwang-work']);
    if (answers.length > 1) {
      await new Promise((wait) => setTimeout(wait, 1_500)); // however lucky the first numbers are, the words stand meanwhile
      return route.continue();
    }
    return route.fulfill({ status: 429, headers: { 'retry-after': '30' }, contentType: 'application/problem+json', body: JSON.stringify({ title: 'busy', status: 429, work: { algorithm: 'sha-256', bits: 19, challenge: '1.2.19.salt.signature', header: 'x-anwang-work' } }) });
  });
  await upToCheck(v, '很多人同時送出，等一下就到。');
  await next(v, '送出通報');
  await page.getByText(/正在送出…/).waitFor();
  await page.getByRole('heading', { name: '已收到您的通報' }).waitFor();
  expect(answers[0]).toBeUndefined();
  expect(answers[1]).toMatch(/^1\.2\.19\.salt\.signature\.\d+$/);
}));

it('a browser that cannot solve the puzzle shows the numbers to call and the wait', () => visitor(async (v) => {
  const { page } = v;
  v.expected.add(429);
  await page.addInitScript(() => { (globalThis as { Worker?: unknown }).Worker = undefined; });
  await page.route('**/api/v1/public/reports', (route) => route.fulfill({ status: 429, headers: { 'retry-after': '30' }, contentType: 'application/problem+json', body: JSON.stringify({ title: 'busy', status: 429, work: { algorithm: 'sha-256', bits: 40, challenge: 'x', header: 'x-anwang-work' } }) }));
  await upToCheck(v, '舊手機也要能看到電話。');
  await next(v, '送出通報');
  await page.getByText(/請30秒後再按一次送出/).waitFor();
  await page.getByText('舊手機也要能看到電話。').waitFor();
}));

it('too many senders: the numbers to call, the wait, and the text still there', () => visitor(async (v) => {
  const { page } = v;
  v.expected.add(429);
  await page.route('**/api/v1/public/reports', (route) => route.fulfill({ status: 429, headers: { 'retry-after': '30' }, contentType: 'application/problem+json', body: JSON.stringify({ title: 'busy', status: 429 }) }));
  await upToCheck(v, '很多人同時送出。');
  await next(v, '送出通報');
  await page.getByText(/請30秒後再按一次送出/).waitFor();
  await page.getByText('很多人同時送出。').waitFor();
  await page.unroute('**/api/v1/public/reports');
  await next(v, '送出通報');
  await page.getByRole('heading', { name: '已收到您的通報' }).waitFor();
}));
