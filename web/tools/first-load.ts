// What a browser must fetch before the first page can be used: index.html, the entry, everything it
// imports statically, its style sheets, and the page that the visitor opens (the largest of the
// first pages counts: public report, sign-in, queue).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const limit = 210_000;
const firstPages = ['src/pages/signin/SignInPage.tsx', 'src/pages/queue/QueuePage.tsx', 'src/pages/public/ReportPage.tsx'];

interface Chunk { file: string; isEntry?: boolean; imports?: string[]; css?: string[] }
export interface FirstLoad { files: { name: string; gzip: number }[]; total: number; limit: number }

export function firstLoad(dist: string): FirstLoad {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const size = (name: string) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;

  const closure = (key: string, into: Set<string>): Set<string> => {
    const chunk = manifest[key];
    if (!chunk || into.has(chunk.file)) return into;
    into.add(chunk.file);
    for (const css of chunk.css ?? []) into.add(css);
    for (const next of chunk.imports ?? []) closure(next, into);
    return into;
  };

  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  if (!entry) throw new Error('no entry in the build manifest');
  const weigh = (names: Set<string>) => [...names].map((name) => ({ name, gzip: size(name) }));
  const sum = (files: { gzip: number }[]) => files.reduce((total, file) => total + file.gzip, 0);

  const start: string[][] = [[]];
  const worst = [...start, ...firstPages.filter((page) => manifest[page]).map((page) => [page])]
    .map((pages) => weigh(pages.reduce((names, page) => closure(page, names), closure(entry, new Set(['index.html'])))))
    .sort((a, b) => sum(b) - sum(a))[0]!;
  if (!existsSync(join(dist, 'index.html'))) throw new Error('no index.html in dist');
  return { files: worst, total: sum(worst), limit };
}
