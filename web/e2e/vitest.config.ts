import { defineConfig } from 'vitest/config';

// One browser and one server for all files; a page is a test, so a failure names its page.
export default defineConfig({
  cacheDir: '../node_modules/.cache/e2e',
  test: {
    root: import.meta.dirname, include: ['*.e2e.ts'], environment: 'node', globalSetup: ['./setup.ts'], fileParallelism: false, isolate: false, testTimeout: 60_000, hookTimeout: 300_000, retry: 0,
  },
});
