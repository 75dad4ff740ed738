import { defineConfig } from 'vitest/config';
import react from '@vitejs/plugin-react';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import { countyMaps } from './tools/county-map.ts';

// The address of a running server, for `npm run dev` only.
const server = process.env['ANWANG_DEV_SERVER'] ?? 'http://127.0.0.1:8430';

export default defineConfig({
  plugins: [react(), countyMaps(), { ...optimizeLocales.vite({ locales: ['zh-TW', 'en-US'] }), enforce: 'pre' }],
  build: {
    target: 'es2023',
    manifest: true,
    // A data: URI would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': { target: server, changeOrigin: true, headers: { origin: server } } } },
  test: { environment: 'node', css: true, include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'] },
});
