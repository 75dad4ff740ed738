/** Typed message catalogues: each area of the UI keeps its own `messages.ts` with both languages side by side.
 *
 *  A message is a string with places: `{name}` is replaced, `{n|report|reports}` chooses by number (1 → first).
 *  The type of every message lists its places, so a forgotten or misspelt one stops the build;
 *  `messages.test.ts` checks at run time that both languages have the same keys and the same places. */
export type Lang = 'zh' | 'en';

type Key<P extends string> = P extends `${infer K}|${string}` ? K : P;
type Places<S extends string> = S extends `${string}{${infer P}}${infer Rest}` ? Key<P> | Places<Rest> : never;
export type MessageArgs<S extends string> = [Places<S>] extends [never] ? [] : [Record<Places<S>, string | number>];

export interface Catalogue<Z extends Record<string, string>> {
  readonly zh: Z;
  readonly en: { readonly [K in keyof Z]: string };
}

export function defineMessages<const Z extends Record<string, string>>(zh: Z, en: { [K in keyof Z]: string }): Catalogue<Z> {
  return { zh, en };
}

export function fill(message: string, values: Record<string, string | number> | undefined): string {
  return message.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, other?: string) => {
    const value = values?.[name];
    if (one === undefined) return String(value ?? '');
    return Number(value) === 1 ? one : (other ?? '');
  });
}

/** The names of the places in a message, sorted; used by the test of the catalogues. */
export function places(message: string): string[] {
  return [...new Set([...message.matchAll(/\{(\w+)/g)].map((m) => m[1]!))].sort();
}
