import { defineConfig } from '@playwright/test';

/**
 * Browser tests run in Debian's Chromium with its fake camera and microphone, one at a time: a call
 * between two pages needs the whole of a small machine.
 */
const long = Boolean(process.env.INTERCONSULTA_LONG);
// What is tagged @named runs when its file was asked for by name: too long for every run.
const named = Boolean(process.env.INTERCONSULTA_NAME);

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../build/test/browser',
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  ...(long ? {} : { grepInvert: named ? /@long/ : /@long|@named/ }),
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 720 },
    locale: 'es-MX',
    timezoneId: 'America/Mexico_City',
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-fake-device-for-media-stream=device-count=4',
        '--use-fake-ui-for-media-stream',
        '--disable-features=WebRtcHideLocalIpsWithMdns',
      ],
    },
  },
});
