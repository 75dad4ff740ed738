import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Single-key shortcuts by physical key, so that a Zhuyin layout or an open IME changes nothing.
 *  They are ignored while typing, composing, inside a dialog (unless the shortcut belongs to it), and can be switched off.
 *  A letter opens a panel with the default action chosen; it never commits. */
export interface Shortcut {
  /** `KeyJ`, `Slash`, `Enter`; with `g` before it for a sequence (`g KeyQ`); `ctrl Enter` works inside inputs too. */
  keys: string;
  label: string;
  /** False says: not now; the key is the browser's. */
  run: () => unknown;
}

const scopes: { shortcuts: Shortcut[] }[] = [];
const listeners = new Set<() => void>();
let snapshot: Shortcut[] = [];
// When G was last pressed; long ago at first, for the clock of a page begins at 0.
let pendingG = -Infinity;

const storageKey = 'anwang.single-keys';
let singleKeys = read();
function read(): boolean {
  try { return localStorage.getItem(storageKey) !== 'off'; } catch { return true; }
}

function changed(): void {
  const seen = new Set<string>();
  snapshot = [...scopes].reverse().flatMap((scope) => scope.shortcuts).filter((s) => !seen.has(s.keys) && seen.add(s.keys));
  listeners.forEach((listener) => listener());
}

export function setSingleKeys(on: boolean): void {
  singleKeys = on;
  try { localStorage.setItem(storageKey, on ? 'on' : 'off'); } catch { /* storage refused: holds for this page only */ }
  changed();
}
export const singleKeysOn = (): boolean => singleKeys;

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
/** The shortcuts that work now, the nearest scope first. */
export const useActiveShortcuts = () => useSyncExternalStore(subscribe, () => snapshot);
export const useSingleKeys = () => useSyncExternalStore(subscribe, singleKeysOn);

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

function find(keys: string): Shortcut | undefined {
  return snapshot.find((shortcut) => shortcut.keys === keys);
}

export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.repeat && event.code !== 'KeyJ' && event.code !== 'KeyK') return;
  if (event.altKey || event.metaKey) return;
  const dialog = document.querySelector('dialog[open]');
  const inDialog = dialog !== null;
  if (event.ctrlKey) {
    const commit = event.shiftKey ? undefined : find(`ctrl ${event.code === 'NumpadEnter' ? 'Enter' : event.code}`);
    if (commit && !inDialog && commit.run() !== false) event.preventDefault();
    return;
  }
  if (inDialog || typing(event.target)) return;
  if (!singleKeys && event.code !== 'Escape') return;
  const afterG = performance.now() - pendingG < 1_500;
  pendingG = -Infinity;
  const code = event.code === 'Slash' && event.shiftKey ? '?' : event.code;
  if (event.shiftKey && code !== '?') return;
  if (code === 'Enter' && event.target instanceof HTMLElement && event.target.closest('a, button, summary, input')) return;
  const hit = (afterG ? find(`g ${code}`) : undefined) ?? find(code);
  if (hit) {
    event.preventDefault();
    hit.run();
  } else if (code === 'KeyG' && snapshot.some((s) => s.keys.startsWith('g '))) {
    event.preventDefault();
    pendingG = performance.now();
  }
}

let installed = false;
export function useShortcuts(shortcuts: Shortcut[]): void {
  const scope = useRef<{ shortcuts: Shortcut[] } | null>(null);
  const signature = shortcuts.map((s) => `${s.keys}\t${s.label}`).join('\n');
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    if (!installed) {
      installed = true;
      document.addEventListener('keydown', handleKey);
    }
    const mine = {
      shortcuts: signature === '' ? [] : signature.split('\n').map((line, i) => {
        const [keys, label] = line.split('\t') as [string, string];
        return { keys, label, run: () => latest.current[i]?.run() };
      }),
    };
    scope.current = mine;
    scopes.push(mine);
    changed();
    return () => {
      scopes.splice(scopes.indexOf(mine), 1);
      changed();
    };
  }, [signature]);
}

/** How a shortcut is written on the screen. */
export function keyLabel(keys: string): string {
  return keys.split(' ').map((k) => (k === 'ctrl' ? 'Ctrl' : k === 'g' ? 'G' : k === 'Slash' ? '/' : k === 'Escape' ? 'Esc' : k.replace(/^Key/, ''))).join(keys.startsWith('ctrl') ? '+' : ' ');
}
