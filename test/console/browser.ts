import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser these tests drive, where there is one: Debian's chromium, or what CHROMIUM names. */
export const chromiumPath = [process.env.CHROMIUM, ...CANDIDATES].find(
  (path): path is string => path !== undefined && existsSync(path),
);

/** A browser without a history: nothing it does depends on what ran before, and it calls nobody. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? 'chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
