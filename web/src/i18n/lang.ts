import { useCallback, useSyncExternalStore } from 'react';
import { type Catalogue, fill, type Lang, type MessageArgs } from './messages.ts';

/** The language of the page. Starts from `?lang=` or the browser; nothing is stored for visitors of the public pages. */
let current: Lang = initial();
const listeners = new Set<() => void>();

function initial(): Lang {
  const asked = new URLSearchParams(globalThis.location?.search ?? '').get('lang');
  return asked === 'en' ? 'en' : 'zh';
}

export function lang(): Lang {
  return current;
}

export function setLang(next: Lang): void {
  if (next !== current) {
    current = next;
    listeners.forEach((listener) => listener());
  }
  document.documentElement.lang = next === 'zh' ? 'zh-Hant-TW' : 'en';
}

export function useLang(): Lang {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, lang);
}

export type Translate<Z extends Record<string, string>> = <K extends keyof Z & string>(key: K, ...args: MessageArgs<Z[K]>) => string;

/** The translator of one catalogue in the current language: `const t = useT(messages); t('waiting', { n: 6 })`. */
export function useT<Z extends Record<string, string>>(catalogue: Catalogue<Z>): Translate<Z> {
  const language = useLang();
  return useCallback((key, ...args) => fill(catalogue[language][key], args[0]), [catalogue, language]);
}

/** The same outside React (document titles, announcements). */
export function say<Z extends Record<string, string>, K extends keyof Z & string>(catalogue: Catalogue<Z>, key: K, ...args: MessageArgs<Z[K]>): string {
  return fill(catalogue[current][key], args[0]);
}
