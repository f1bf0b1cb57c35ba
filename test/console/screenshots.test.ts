import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { somebody } from './acme.ts';
import { type ConsoleFixture, describeConsole } from './console-fixture.ts';
import { picture } from './picture.ts';

interface Screen {
  readonly name: string;
  readonly path: string;
  /** What is done before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Every screen, with the dialogs that matter most. */
function screensOf({ acme }: ConsoleFixture): Screen[] {
  const o = `/o/${acme.slug}`;
  return [
    { name: 'overview', path: o },
    { name: 'sync-jobs', path: `${o}/sync-jobs` },
    {
      name: 'sync-job',
      path: `${o}/sync-jobs/${acme.holdJobId}`,
      prepare: (page) => page.getByRole('button', { name: 'Show the request' }).click(),
    },
    { name: 'holds', path: `${o}/holds` },
    { name: 'hold', path: `${o}/holds/${acme.holdId}` },
    { name: 'connections', path: `${o}/connections` },
    { name: 'connection-new', path: `${o}/connections/new` },
    {
      name: 'connection-policies',
      path: `${o}/connections/new`,
      prepare: (page) => page.getByRole('button', { name: 'Continue' }).click(),
    },
    { name: 'connection', path: `${o}/connections/${acme.oktaId}` },
    { name: 'connection-requests', path: `${o}/connections/${acme.oktaId}/requests` },
    {
      name: 'connection-request',
      path: `${o}/connections/${acme.oktaId}/requests`,
      prepare: (page) =>
        page
          .getByRole('button', { name: /^PATCH/ })
          .first()
          .click(),
    },
    { name: 'users', path: `${o}/users` },
    { name: 'groups', path: `${o}/groups` },
    { name: 'mappings', path: `${o}/mappings` },
    {
      name: 'mapping-new',
      path: `${o}/mappings`,
      prepare: (page) => page.getByRole('button', { name: 'New mapping' }).click(),
    },
    {
      name: 'mapping-delete',
      path: `${o}/mappings`,
      prepare: async (page) => {
        await page
          .getByRole('row', { name: /Platform/ })
          .getByRole('button', { name: 'Delete' })
          .click();
        await page.getByRole('heading', { name: /lose$/ }).waitFor();
      },
    },
    { name: 'people', path: `${o}/people` },
    { name: 'person', path: `${o}/people/${somebody(1).email}` },
    {
      name: 'person-grant',
      path: `${o}/people/${somebody(1).email}`,
      prepare: (page) => page.getByRole('button', { name: 'Grant a role' }).click(),
    },
    { name: 'audit-log', path: `${o}/audit-log` },
    {
      name: 'audit-event',
      path: `${o}/audit-log`,
      prepare: (page) => page.getByRole('button', { name: 'Directory group changed' }).first().click(),
    },
    { name: 'settings', path: `${o}/settings` },
    { name: 'organizations', path: '/instance/organizations' },
    { name: 'organization-new', path: '/organizations/new' },
    { name: 'all-holds', path: '/instance/holds' },
    { name: 'accounts', path: '/instance/accounts' },
    {
      name: 'account',
      path: '/instance/accounts?query=ben.patel1',
      prepare: async (page) => {
        await page.getByRole('link', { name: /Ben Patel/ }).click();
        await page.getByRole('heading', { name: 'Memberships' }).waitFor();
      },
    },
    { name: 'administrators', path: '/instance/administrators' },
    { name: 'processes', path: '/instance/processes' },
    { name: 'instance-audit-log', path: '/instance/audit-log' },
    { name: 'api-tokens', path: '/me/api-tokens' },
    { name: 'password', path: '/me/password' },
    { name: 'nothing', path: `${o}/nothing` },
  ];
}

const quiet = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
  await page.waitForFunction(() => document.fonts.status === 'loaded');
};

async function open(page: Page, { path, prepare }: Screen): Promise<void> {
  await page.goto(path);
  await page.locator('main h1, main p').first().waitFor();
  await quiet(page);
  await prepare?.(page);
  await quiet(page);
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describeConsole('Every screen', (fixture) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`looks as it should in ${colorScheme}: pictures are in test-results/console`, async () => {
      const page = await fixture().openPage({ colorScheme });
      for (const screen of screensOf(fixture())) {
        await open(page, screen);
        await picture(page, `${screen.name}.${colorScheme}`);
        expect({ screen: screen.name, overflow: await overflow(page) }).toEqual({ screen: screen.name, overflow: 0 });
      }
      const stranger = await fixture().openStrangersPage(colorScheme);
      await stranger.goto('/sign-in');
      await stranger.getByLabel('E-mail').waitFor();
      await picture(stranger, `sign-in.${colorScheme}`);
    }, 240_000);
  }

  for (const width of [900, 400]) {
    it(`fits into a window ${width} pixels wide`, async () => {
      const page = await fixture().openPage({ viewport: { width, height: 800 } });
      for (const screen of screensOf(fixture())) {
        await open(page, screen);
        await picture(page, `${screen.name}.${width}`);
        expect({ screen: screen.name, overflow: await overflow(page) }).toEqual({ screen: screen.name, overflow: 0 });
      }
    }, 240_000);
  }
});
