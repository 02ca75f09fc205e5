import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

/** Benchmarks in the browsers of the tests; one at a time, and as long as they take. */
export default defineConfig({
  ...tests,
  testDir: 'bench',
  testMatch: '*.bench.ts',
  outputDir: '../build/bench/browser',
  timeout: 30 * 60_000,
  grepInvert: undefined,
  reporter: [['line']],
});
