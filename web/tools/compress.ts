// Writes .br and .gz beside every text file of dist/ and prints what the first load costs.
// The server sends these files as they are; nothing is compressed at run time.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { firstLoad } from './first-load.ts';

const dist = new URL('../dist/', import.meta.url).pathname;
const text = /\.(?:js|css|html|svg|json|txt|webmanifest)$/;

for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!text.test(name) || name.startsWith('.vite')) continue;
  const bytes = readFileSync(join(dist, name));
  if (bytes.length < 512) continue;
  writeFileSync(join(dist, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  writeFileSync(join(dist, `${name}.br`), brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }));
}

const kb = (n: number) => `${(n / 1000).toFixed(1)} kB`;
const { files, total, limit } = firstLoad(dist);
for (const file of files) console.log(`  ${kb(file.gzip).padStart(9)} gz  ${file.name}`);
console.log(`first load ${kb(total)} gz of ${kb(limit)}`);
if (total > limit) process.exit(1);
