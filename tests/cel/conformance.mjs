// Writes the public conformance data of the language (npm package @bufbuild/cel-spec, Apache-2.0) as one JSON list, for
// tests/cel/conformance.cpp. Run with the web folder's packages: node tests/cel/conformance.mjs OUT
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const packages = createRequire(new URL('../../web/package.json', import.meta.url));
const { tests } = await import(pathToFileURL(packages.resolve('@bufbuild/cel-spec/testdata/conformance.js')).href);

// Our JSON reader refuses NUL characters and integers beyond int64: texts with a NUL travel in base64, numbers as text.
const plain = (object) => {
  if (typeof object === 'number') return String(object);
  if (Array.isArray(object)) return object.map(plain);
  if (object === null || typeof object !== 'object') return object;
  return Object.fromEntries(Object.entries(object).map(([key, value]) => (typeof value === 'string' && value.includes('\0') ? [`${key}Base64`, Buffer.from(value, 'utf8').toString('base64')] : [key, plain(value)])));
};
const cases = [];
const walk = (suite, path) => {
  for (const test of suite.tests ?? []) cases.push({ section: path.join('/'), ...plain(test.original) });
  for (const inner of suite.suites ?? []) walk(inner, [...path, inner.name]);
};
walk(tests, []);
writeFileSync(process.argv[2], JSON.stringify(cases));
