import { expect, it } from 'vitest';
import { fill, places } from './messages.ts';

const modules = import.meta.glob<Record<string, unknown>>(['../**/*messages.ts', '../**/terms.ts', '!./messages.ts'], { eager: true });

const catalogues = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported)
    .filter(([, value]) => typeof value === 'object' && value !== null && 'zh' in value && 'en' in value)
    .map(([name, value]) => ({ name: `${file} ${name}`, catalogue: value as { zh: Record<string, string>; en: Record<string, string> } })),
);

it('finds the catalogues', () => expect(catalogues.length).toBeGreaterThan(3));

it.each(catalogues)('$name has the same keys and places in both languages, none empty', ({ catalogue }) => {
  expect(Object.keys(catalogue.en).sort()).toEqual(Object.keys(catalogue.zh).sort());
  for (const [key, zh] of Object.entries(catalogue.zh)) {
    const en = catalogue.en[key]!;
    expect(places(en), `places of ${key}`).toEqual(places(zh));
    expect(zh.trim() && en.trim(), `text of ${key}`).not.toBe('');
    expect(zh, `${key}: half-width punctuation between Han characters`).not.toMatch(/[\u4e00-\u9fff][,:;!?][\u4e00-\u9fff]/u);
    expect(zh, `${key}: a typed space between Han characters`).not.toMatch(/[\u4e00-\u9fff] [\u4e00-\u9fff]/u);
    expect(zh, `${key}: never these as a button`).not.toMatch(/^(確定|是|否)$/u);
    expect(en, `${key}: Han characters in English`).not.toMatch(/[\u4e00-\u9fff]{4,}/u);
  }
});

it('fills places and chooses the plural', () => {
  expect(fill('{n} new {n|report|reports}', { n: 1 })).toBe('1 new report');
  expect(fill('{n} new {n|report|reports}', { n: 3 })).toBe('3 new reports');
  expect(fill('有{n}件新通報', { n: 3 })).toBe('有3件新通報');
});
