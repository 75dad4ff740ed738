// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Column, LongTable } from './LongTable.tsx';
import type { Pages } from './usePages.ts';

interface Row { id: string }
const opened = vi.fn<(id: string) => void>();
const columns: Column<Row>[] = [
  { key: 'id', head: '編號', width: 100, names: true, cell: (row) => <button type="button" onClick={() => { opened(row.id); }}>{row.id}</button> },
  { key: 'what', head: '內容', width: 300, cell: (row) => `第${row.id}筆` },
];
const all = Array.from({ length: 10_000 }, (_, i) => ({ id: String(i) }));
const PAGE = 500;

/** Reads by pages as the pages of the product do, the answer a moment later. */
function Reader({ failAt = Infinity }: { failAt?: number }) {
  const [n, setN] = useState(PAGE);
  const [failed, setFailed] = useState(false);
  const read = () => void Promise.resolve().then(() => { if (n >= failAt) setFailed(true); else setN((before) => Math.min(all.length, before + PAGE)); });
  const pages: Pages<Row> = { rows: all.slice(0, n), hasMore: n < all.length, loadMore: () => { if (!failed) read(); }, again: read, busy: false, failed };
  return <><input type="search" aria-label="找" /><LongTable label="一萬筆" columns={columns} pages={pages} total={all.length} rowKey={(row) => row.id} /></>;
}

// jsdom lays nothing out: the scroller is 400 px high, a row 40 px
const height = (element: HTMLElement) => (element.tagName === 'TR' ? 40 : 400);
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(function (this: HTMLElement) { return height(this); });
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockImplementation(function (this: HTMLElement) { return height(this); });
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(1_000_000);
  Object.assign(HTMLElement.prototype, { scrollTo(this: HTMLElement, to: ScrollToOptions) { this.scrollTop = to.top ?? 0; this.dispatchEvent(new Event('scroll')); } });
  document.body.innerHTML = '<main id="main"></main>';
});
afterEach(() => { cleanup(); vi.restoreAllMocks(); opened.mockClear(); });

const show = async (failAt?: number) => {
  render(failAt === undefined ? <Reader /> : <Reader failAt={failAt} />, { container: document.getElementById('main')! });
  await act(() => Promise.resolve());
};
const rows = () => [...document.querySelectorAll<HTMLElement>('tbody tr[data-index]')];
const press = async (key: string, init: KeyboardEventInit = {}) => act(async () => {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true, ...init }));
  for (let i = 0; i < 60; i += 1) await Promise.resolve();
});
const at = () => document.activeElement?.getAttribute('data-row');

it('draws a screenful of ten thousand rows and says how many there are', async () => {
  await show();
  expect(rows().length).toBeGreaterThan(5);
  expect(rows().length).toBeLessThan(40);
  expect(document.querySelector('table')!.getAttribute('aria-rowcount')).toBe('10001');
  expect(rows()[0]!.getAttribute('aria-rowindex')).toBe('2');
  expect(document.querySelector('footer')!.textContent).toContain('已列500筆，共10,000筆');
  expect(rows().filter((row) => row.tabIndex === 0), 'one stop for Tab').toHaveLength(1);
});

it('the keyboard reaches the last row, which is read first, and comes back', async () => {
  await show();
  await press('j', { code: 'KeyJ' });
  expect(at()).toBe('0');
  await press('ArrowDown');
  await press('ArrowDown');
  expect(at()).toBe('2');
  await press('PageDown');
  expect(at()).toBe('11');
  for (let i = 0; i < 5 && at() !== '9999'; i += 1) await press('End');
  expect(at()).toBe('9999');
  expect(document.activeElement!.getAttribute('aria-rowindex')).toBe('10001');
  expect(rows().length).toBeLessThan(60);
  expect(document.querySelector('footer')!.textContent).toContain('已列10,000筆，共10,000筆');
  await press('ArrowDown');
  expect(at(), 'there is nothing after the last').toBe('9999');
  await press('Home');
  expect(at()).toBe('0');
});

it('Enter opens what the row opens', async () => {
  await show();
  await press('j', { code: 'KeyJ' });
  await press('ArrowDown');
  await press('Enter');
  expect(opened).toHaveBeenCalledExactlyOnceWith('1');
});

it('keeps the focused row in the document however far one scrolls', async () => {
  await show();
  await press('j', { code: 'KeyJ' });
  await act(() => Promise.resolve(document.querySelector('table')!.parentElement!.scrollTo({ top: 12_000 })));
  expect(rows().some((row) => Number(row.dataset['index']) >= 290)).toBe(true);
  expect(at()).toBe('0');
  // what lies between is one gap as high as the rows that are not drawn
  const drawn = rows().map((row) => Number(row.dataset['index']));
  const gap = document.querySelector<HTMLElement>('tr[aria-hidden] td')!.style.blockSize;
  expect(gap).toBe(`${(drawn[1]! - 1) * 40}px`);
});

it('Ctrl+F goes to the search of the page, and from there to the browser', async () => {
  await show();
  await press('f', { code: 'KeyF', ctrlKey: true });
  expect(document.activeElement!.getAttribute('aria-label')).toBe('找');
  const again = new KeyboardEvent('keydown', { key: 'f', code: 'KeyF', ctrlKey: true, bubbles: true, cancelable: true });
  document.activeElement!.dispatchEvent(again);
  expect(again.defaultPrevented).toBe(false);
});

it('a page that cannot be read is said, and is not asked for again and again', async () => {
  await show(1_000);
  for (let i = 0; i < 3; i += 1) { await press('j', { code: 'KeyJ' }); await press('End'); }
  expect(document.querySelector('[role="alert"]')!.textContent).toBe('後面的讀不到');
  expect(document.querySelector('footer button')!.textContent).toBe('再試一次');
});

it('on paper stands everything that has been read', async () => {
  await show();
  await act(() => Promise.resolve(dispatchEvent(new Event('beforeprint'))));
  expect(rows()).toHaveLength(PAGE);
  expect(document.querySelector('tr[aria-hidden]')).toBeNull();
  await act(() => Promise.resolve(dispatchEvent(new Event('afterprint'))));
  expect(rows().length).toBeLessThan(40);
});
