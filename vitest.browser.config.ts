import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findChromium } from './tools/standin/find-chromium.ts';

const executablePath = await findChromium(process.env);

/** Tests of the screens in a real browser, at the till's smallest size. */
export default defineConfig({
  plugins: [react()],
  // MSW's service worker comes straight from its package: only these tests are served it.
  publicDir: 'node_modules/msw/lib',
  // Found only while tests run, they would be bundled anew mid-run, beside a second React.
  optimizeDeps: {
    include: [
      '@lingui/core',
      '@noble/hashes/hmac.js',
      '@noble/hashes/scrypt.js',
      '@noble/hashes/sha2.js',
      '@openfeature/flagd-core',
      '@openfeature/web-sdk',
      'axe-core',
      'dexie',
      'lucide-react',
      'msw',
      'msw/browser',
      'react',
      '@tanstack/react-virtual',
      'react/jsx-dev-runtime',
      'react-aria-components',
      'react-dom/client',
      'typebox',
      'typebox/value',
      'zustand',
      'zustand/vanilla',
    ],
  },
  test: {
    include: ['{src,server/console}/**/*.browser.test.{ts,tsx}'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1366, height: 768 },
      provider: playwright({ launchOptions: { executablePath, args: ['--no-sandbox'] } }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
