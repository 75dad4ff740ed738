import { defaultRangeExtractor, useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/lang.ts';
import { announce } from '../announce.ts';
import { useShortcuts } from '../keys.ts';
import { uiMessages } from '../messages.ts';
import { usePrinting } from './usePrinting.ts';

export interface LongListOptions {
  count: number;
  /** Height of a row in px, before it has been measured if it ever is. */
  size: (index: number) => number;
  keyOf: (index: number) => string;
  /** What `data-row` says on the element that takes the focus of a row; null where the keyboard passes by (headings). */
  rowOf: (index: number) => string | null;
  /** Where the keyboard begins while no row has had the focus. */
  start?: () => number;
  /** What Enter does on a row. */
  open: (index: number) => void;
  /** Height of what sticks at the top of the scroller, in px. */
  head?: number;
  hasMore: boolean;
  /** Asks for the next page; may be called again while one is under way. */
  loadMore: () => void;
  words?: { next: string; previous: string; open: string };
}

export interface LongList {
  scroller: RefObject<HTMLDivElement | null>;
  /** The rows to draw: those in view, a few around them, and the one with the focus. All of them on paper. */
  shown: readonly VirtualItem[];
  height: number;
  /** The row the keyboard is at, or -1. */
  active: number;
  virtual: Virtualizer<HTMLDivElement, Element>;
}

/** A list of any length of which only a screenful stands in the document. Every row must carry `data-index`. J/K and the
 *  arrow keys, Page Up/Down, Home and End move; End reads to the true end first. The row with the focus is kept in the
 *  document however far one scrolls, so that the focus is never lost. Ctrl+F goes to the page's own search, because the
 *  browser's cannot find what is not drawn; pressed again there, it is the browser's. */
export function useLongList(options: LongListOptions): LongList {
  const { count, size, keyOf, head = 0, hasMore, loadMore } = options;
  const t = useT(uiMessages);
  const scroller = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [toEnd, setToEnd] = useState(false);
  const printing = usePrinting();
  const active = indexOf(activeKey, count, keyOf);

  const rangeExtractor = useCallback((range: Parameters<typeof defaultRangeExtractor>[0]) => {
    const drawn = defaultRangeExtractor(range);
    return active < 0 || drawn.includes(active) ? drawn : [...drawn, active].sort((a, b) => a - b);
  }, [active]);
  const virtual = useVirtualizer({ count, getScrollElement: () => scroller.current, overscan: 8, useFlushSync: false, estimateSize: size, getItemKey: keyOf, rangeExtractor, scrollPaddingEnd: head });
  const inView = virtual.getVirtualItems();
  const shown = printing ? Array.from({ length: count }, (_, index): VirtualItem => ({ index, key: keyOf(index), start: 0, end: 0, size: size(index), lane: 0 })) : inView;

  const latest = useRef({ ...options, active });
  useEffect(() => { latest.current = { ...options, active }; });

  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => { if (hasMore && last >= count - 20) loadMore(); }, [hasMore, last, count, loadMore]);

  // the row may only be drawn by the render that follows
  const wanted = useRef(false);
  const focus = useCallback((index: number) => {
    wanted.current = true;
    setActiveKey(latest.current.keyOf(index));
    setTurn((n) => n + 1);
  }, []);
  useLayoutEffect(() => {
    if (!wanted.current || active < 0) return;
    wanted.current = false;
    virtual.scrollToIndex(active, { align: 'auto' });
    target(scroller.current, active)?.focus({ preventScroll: true });
  }, [turn, active, virtual]);

  const move = useCallback((from: number, step: number) => {
    const { count: n, rowOf } = latest.current;
    let next = Math.min(n - 1, Math.max(0, from));
    while (next >= 0 && next < n && rowOf(next) === null) next += step;
    if (next >= 0 && next < n) focus(next);
  }, [focus]);
  const by = useCallback((step: number) => {
    const at = latest.current.active >= 0 ? latest.current.active : (latest.current.start?.() ?? -1);
    if (at + step >= 0 && at + step < latest.current.count) move(at + step, Math.sign(step));
    else if (Math.abs(step) > 1) move(step < 0 ? 0 : latest.current.count - 1, -Math.sign(step));
  }, [move]);

  // End: page by page to the end that there really is
  useEffect(() => {
    if (!toEnd) return;
    if (hasMore) { loadMore(); return; }
    setToEnd(false);
    move(count - 1, -1);
    announce(t('endOfList'));
  }, [toEnd, hasMore, count, loadMore, move, t]);

  useEffect(() => {
    const element = scroller.current!;
    const page = () => Math.max(1, Math.floor(element.clientHeight / latest.current.size(Math.max(0, latest.current.active))) - 1);
    const steps: Record<string, () => void> = {
      ArrowDown: () => by(1), ArrowUp: () => by(-1), PageDown: () => by(page()), PageUp: () => by(-page()),
      Home: () => move(0, 1), End: () => { if (latest.current.hasMore) announce(t('loading')); setToEnd(true); },
    };
    const onKey = (event: KeyboardEvent) => {
      const on = event.target;
      if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey || event.shiftKey || !(on instanceof HTMLElement) || on.matches('input, select, textarea')) return;
      if (event.key !== 'End') setToEnd(false);
      const step = steps[event.key];
      if (step) { event.preventDefault(); step(); }
      // a link opens by itself
      else if (event.key === 'Enter' && !event.ctrlKey && on.matches('[data-row]:not(a, button)')) { event.preventDefault(); latest.current.open(latest.current.active); }
    };
    const onFocus = (event: FocusEvent) => {
      const row = (event.target as Element).closest<HTMLElement>('[data-index]');
      if (row) setActiveKey(latest.current.keyOf(Number(row.dataset['index'])));
    };
    const stay = () => setToEnd(false);
    element.addEventListener('keydown', onKey);
    element.addEventListener('focusin', onFocus);
    element.addEventListener('wheel', stay, { passive: true });
    return () => {
      element.removeEventListener('keydown', onKey);
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('wheel', stay);
    };
  }, [by, move, t]);

  const words = options.words ?? { next: t('rowNext'), previous: t('rowPrevious'), open: t('rowOpen') };
  useShortcuts([
    { keys: 'KeyJ', label: words.next, run: () => by(1) },
    { keys: 'KeyK', label: words.previous, run: () => by(-1) },
    { keys: 'Enter', label: words.open, run: () => { if (latest.current.count > 0) latest.current.open(Math.max(0, latest.current.active)); } },
    { keys: 'ctrl KeyF', label: t('findHere'), run: () => findHere(inView.length < count || hasMore) },
  ]);
  return { scroller, shown, height: printing ? 0 : virtual.getTotalSize(), active, virtual };
}

function indexOf(key: string | null, count: number, keyOf: (index: number) => string): number {
  if (key === null) return -1;
  for (let i = 0; i < count; i += 1) if (keyOf(i) === key) return i;
  return -1;
}

/** The element of a row that takes the focus: the row itself or the link inside it. */
function target(scroller: HTMLElement | null, index: number): HTMLElement | null {
  const row = scroller?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;
  return row?.matches('[data-row]') ? row : (row?.querySelector<HTMLElement>('[data-row]') ?? null);
}

/** False leaves Ctrl+F to the browser: where everything is drawn, where the page has no search, or from within it. */
function findHere(partly: boolean): boolean {
  const field = document.querySelector<HTMLInputElement>('#main [data-find] input, #main input[type="search"]');
  if (!partly || field === null || document.activeElement === field) return false;
  field.focus();
  field.select();
  return true;
}
