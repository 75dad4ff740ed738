import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** `zoom` is the desk at 400 %; `paper` the width of A4. */
export type Size = 'desk' | 'tablet' | 'phone' | 'zoom' | 'paper';
export const sizes: Record<Size, { width: number; height: number }> = { desk: { width: 1366, height: 768 }, tablet: { width: 1024, height: 768 }, phone: { width: 390, height: 844 }, zoom: { width: 342, height: 192 }, paper: { width: 794, height: 1123 } };

export interface Visit { login?: string | null; size?: Size; lang?: 'zh' | 'en'; dark?: boolean; /** Colours of the user's own choosing, as Windows' high contrast. */ forced?: boolean }

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['ANWANG_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A visitor with the faults of everything it opens: violations of the content security policy, errors of scripts and
 *  answers that no page should get. A test fails if any is left at its end. */
export interface Visitor { context: BrowserContext; page: Page; faults: string[]; /** Statuses a test provokes on purpose. */ expected: Set<number> }

declare global {
  interface Window { __violations?: string[] }
}

export async function visit(browser: Browser, url: string, { login = null, size = 'desk', lang = 'zh', dark = false, forced = false }: Visit = {}): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: url, viewport: sizes[size], colorScheme: dark ? 'dark' : 'light', forcedColors: forced ? 'active' : 'none', reducedMotion: 'reduce', hasTouch: size === 'tablet' || size === 'phone', locale: lang === 'zh' ? 'zh-TW' : 'en-GB', timezoneId: 'Asia/Taipei' });
  const page = await context.newPage();
  const faults: string[] = [];
  const expected = new Set<number>();
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // the browser's own line about a failed request is counted below, by status
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(`console: ${message.text()}`);
  });
  page.on('response', (answer) => {
    if (answer.status() >= 400 && !expected.has(answer.status())) faults.push(`${answer.status()} ${answer.request().method()} ${new URL(answer.url()).pathname}`);
  });
  await page.exposeFunction('reportViolation', (words: string) => { faults.push(`content security policy: ${words}`); });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      void (window as unknown as { reportViolation: (words: string) => Promise<void> }).reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ''}:${event.lineNumber ?? ''}`);
    });
  });
  if (login !== null) await switchTo(page, login);
  return { context, page, faults, expected };
}

/** Signs in as a demonstration account by login or by the start of its title or name. */
export async function switchTo(page: Page, who: string): Promise<void> {
  if (!page.url().startsWith('http')) {
    await page.goto('/signin');
    // the page asks for its first session at this moment; whose cookie comes last is the one that holds
    await page.waitForSelector('h1');
  }
  const problem = await page.evaluate(async (asked) => {
    const session = (await (await fetch('/api/v1/session')).json()) as { token: string };
    const demo = (await (await fetch('/api/v1/demo')).json()) as { accounts: { login: string; name: string; title: string; role: string }[] };
    const account = demo.accounts.find((a) => a.login === asked) ?? demo.accounts.find((a) => a.role === asked) ?? demo.accounts.find((a) => a.title.startsWith(asked) || a.name.startsWith(asked));
    if (!account) return `no demonstration account ${asked}: ${demo.accounts.map((a) => `${a.login} ${a.role} ${a.title} ${a.name}`).join('; ')}`;
    const answer = await fetch('/api/v1/demo/switch', { method: 'POST', headers: { 'content-type': 'application/json', 'x-anwang-token': session.token, 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify({ login: account.login }) });
    return answer.ok ? null : `switch to ${account.login}: ${answer.status}`;
  }, who);
  if (problem !== null) throw new Error(problem);
}

export function withLang(path: string, lang: 'zh' | 'en'): string {
  return lang === 'zh' ? path : `${path}${path.includes('?') ? '&' : '?'}lang=en`;
}

/** Waits until nothing is being loaded any more: no skeleton, no running request for a moment. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('h1', { state: 'attached', timeout: 15_000 });
  await page.waitForFunction(() => document.querySelector('.skel') === null, undefined, { timeout: 15_000 });
  await page.waitForTimeout(250);
}

/** What a failed test saw, for the log of a machine nobody sits at: the address, the words on the screen (of a synthetic
 *  county), the faults so far; and a picture beside the other logs. */
export async function tell(visitor: Visitor, name: string): Promise<void> {
  const { page, faults } = visitor;
  const words = await page.locator('body').innerText({ timeout: 2_000 }).catch((error: unknown) => String(error));
  console.log(`${name}: at ${page.url()}\nfaults: ${JSON.stringify(faults)}\n${words.slice(0, 2_000)}`);
  await page.screenshot({ path: join(import.meta.dirname, '../../build/test-logs', `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.png`) }).catch(() => undefined);
}

export interface Answer<T> { status: number; body: T }
/** A call as the page itself would make it. */
export async function call<T>(page: Page, method: 'GET' | 'POST', path: string, body?: unknown, version?: number): Promise<Answer<T>> {
  return page.evaluate(async (c) => {
    const session = (await (await fetch('/api/v1/session')).json()) as { token: string };
    const headers: Record<string, string> = { 'x-anwang-token': session.token, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    if (c.version !== undefined) headers['if-match'] = `"${c.version}"`;
    const answer = await fetch(`/api/v1${c.path}`, c.method === 'GET' ? {} : { method: c.method, headers, body: JSON.stringify(c.body ?? {}) });
    return { status: answer.status, body: (await answer.json().catch(() => null)) as unknown };
  }, { method, path, body, version }) as Promise<Answer<T>>;
}
