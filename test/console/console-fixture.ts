import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { ApiClient } from '../../src/story/api/api-client.ts';
import { FIRST_ADMINISTRATOR, startTestService, type TestService } from '../support/running-service.ts';
import { type Acme, playAcme } from './acme.ts';
import { chromiumPath, openBrowser } from './browser.ts';

const START_MS = 180_000;

/** The service with the console, and a browser in front of it. */
export interface ConsoleFixture {
  readonly service: TestService;
  /** The first instance administrator, as a program. Not on an empty installation. */
  readonly api: ApiClient;
  readonly acme: Acme;
  /** A page of somebody who is signed in as the first instance administrator. */
  openPage(options?: BrowserContextOptions): Promise<Page>;
  /** A page of a stranger. */
  openStrangersPage(colorScheme?: 'light' | 'dark'): Promise<Page>;
}

interface ConsoleOptions {
  /** True: nobody has used the one-time link yet. By default Acme's first day has been played. */
  readonly empty?: boolean;
}

/**
 * Describes what the console does in a real browser against the service as it is shipped, where Acme's first day has
 * been played. Without a browser it is skipped, and says so. Every test fails that leaves an error in the browser's
 * console (a violated content security policy, a broken component), whatever else it saw.
 */
export function describeConsole(
  name: string,
  tests: (fixture: () => ConsoleFixture) => void,
  { empty = false }: ConsoleOptions = {},
): void {
  if (!chromiumPath) {
    console.error(`SKIPPED: chromium is not installed, so nothing was tested of: ${name}. apt-get install chromium`);
    describe.skip('SKIPPED: chromium is not installed', () => tests(notStarted));
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    let fixture: ConsoleFixture | undefined;
    const complaints: string[] = [];
    const contexts: BrowserContext[] = [];

    const newPage = async (options: BrowserContextOptions): Promise<Page> => {
      const service = fixture?.service;
      if (!browser || !service) return notStarted();
      const context = await browser.newContext({
        baseURL: service.baseUrl,
        viewport: { width: 1280, height: 800 },
        timezoneId: 'Europe/Berlin',
        locale: 'en-GB',
        reducedMotion: 'reduce',
        ...options,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        // Refused requests are logged by the browser itself; whether they were to be refused is for each test to say.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          complaints.push(`${page.url()}: ${message.text()}`);
        }
      });
      return page;
    };

    beforeAll(async () => {
      const service = await startTestService();
      browser = await openBrowser();
      let session: SignedIn | undefined;
      const api = empty ? undefined : await service.becomeFirstAdministrator();
      const acme = api && (await playAcme(api));
      fixture = {
        service,
        get api() {
          return api ?? notStarted();
        },
        get acme() {
          return acme ?? notStarted();
        },
        openStrangersPage: (colorScheme = 'light') => newPage({ colorScheme }),
        openPage: async (options = {}) => {
          session ??= await signedIn(browser, service.baseUrl);
          return newPage({ storageState: session, ...options });
        },
      };
    }, START_MS);

    afterEach(async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
      expect(complaints.splice(0)).toEqual([]);
    });

    afterAll(async () => {
      await browser?.close();
      await fixture?.service.stop();
    }, START_MS);

    tests(() => fixture ?? notStarted());
  });
}

function notStarted(): never {
  throw new Error('The service or the browser did not start');
}

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

async function signedIn(browser: Browser | undefined, baseURL: string): Promise<SignedIn> {
  const context = await (browser ?? notStarted()).newContext({ baseURL });
  const { email, password } = FIRST_ADMINISTRATOR;
  const answer = await context.request.post('/api/v1/sign-in', { data: { email, password } });
  if (!answer.ok()) throw new Error(`Signing in was answered ${answer.status()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}
