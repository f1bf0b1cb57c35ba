import { expect, it } from '@jest/globals';
import { FIRST_ADMINISTRATOR } from '../support/running-service.ts';
import { describeConsole } from './console-fixture.ts';
import { choose, gone, visible } from './expectations.ts';
import { picture } from './picture.ts';
import { type ScimClient, scimClient } from './scim-client.ts';

const ANA = { givenName: 'Ana', familyName: 'López', email: 'ana@acme.example' };
const BEN = { givenName: 'Ben', familyName: 'Berger', email: 'ben@acme.example' };

/** One long test on purpose: each step stands on the one before, as it does for the person who sets it all up. */
describeConsole(
  'The first day, all by clicking',
  (fixture) => {
    it('goes from the one-time link to a completed hold', async () => {
      const { service, openStrangersPage } = fixture();
      const page = await openStrangersPage();

      // The link that the first start printed.
      await page.goto(service.firstAdministratorLink ?? '');
      await page.getByLabel('Your name').fill(FIRST_ADMINISTRATOR.displayName);
      await page.getByLabel('E-mail').fill(FIRST_ADMINISTRATOR.email);
      await page.getByLabel('Password', { exact: true }).fill(FIRST_ADMINISTRATOR.password);
      await page.getByLabel('Password again').fill(FIRST_ADMINISTRATOR.password);
      await picture(page, 'welcome');
      await page.getByRole('button', { name: 'Create administrator' }).click();

      // Nothing is there yet: it leads to the first organization.
      await page.waitForURL('**/organizations/new');
      await page.getByLabel('Name', { exact: true }).fill('Acme');
      expect(await page.getByLabel('Short name').inputValue()).toBe('acme');
      await page.getByRole('button', { name: 'Create organization' }).click();
      await page.waitForURL('**/o/acme');

      // Connect Okta.
      await page.getByRole('link', { name: 'Connect an identity provider' }).click();
      await page.getByRole('radio', { name: 'Okta' }).check();
      await page.getByRole('button', { name: 'Continue' }).click();
      expect(await page.getByLabel('Name').inputValue()).toBe('Okta');
      await visible(page.getByText('A poor choice for Okta'));
      await page.getByRole('button', { name: 'Create connection' }).click();

      // Copy the address and the token, as one would paste them into Okta.
      await visible(page.getByText('Waiting for the first request'));
      const address = await page.getByLabel('SCIM connector base URL', { exact: true }).inputValue();
      const token = await page.getByLabel('Authorization (Bearer)', { exact: true }).inputValue();
      expect(address).toBe(service.scimBaseUrl);
      const okta = scimClient(address, token);

      // Okta's connection test arrives while the page is watched.
      await okta.test();
      await visible(page.getByText('Okta has been heard'));
      await picture(page, 'connection-connect');

      // The first push appears by itself in the list of sync jobs.
      await page.getByRole('link', { name: 'Sync jobs' }).click();
      await visible(page.getByText('No sync job yet'));
      await visible(page.getByText('Live', { exact: true }));
      const ana = await okta.createUser(ANA);
      const jobOfAna = page.getByRole('row', { name: /ana@acme\.example/ });
      await visible(jobOfAna.getByText('Applied', { exact: true }));
      const admins = await okta.createGroup('Acme Admins', [ana]);
      await okta.createUser(BEN);
      await visible(page.getByRole('row', { name: /ben@acme\.example/ }).getByText('Applied', { exact: true }));

      await mapAdministrators(page);
      await holdAndComplete(page, okta, admins, ana);
      expect(service.service.output()).not.toContain('"level":50');
    }, 240_000);
  },
  { empty: true },
);

type Page = Awaited<ReturnType<import('./console-fixture.ts').ConsoleFixture['openStrangersPage']>>;

/** Maps the group, seeing first who gains what. */
async function mapAdministrators(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Role mappings' }).click();
  await page.getByRole('button', { name: 'New mapping' }).click();
  const dialog = page.getByRole('dialog');
  await visible(dialog);
  await choose(page, 'Group', /Acme Admins/);
  await choose(page, 'Role', 'Organization administrator');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await visible(dialog.getByRole('heading', { name: '1 gain' }));
  await visible(dialog.getByRole('row', { name: /ana@acme\.example/ }));
  await picture(page, 'mapping-preview');
  await dialog.getByRole('button', { name: 'Save mapping' }).click();
  await page.waitForURL('**/sync-jobs/*');
  await visible(page.getByText('Applied', { exact: true }).first());
  await visible(page.getByRole('row', { name: /Ana López.*organization administrator/ }));
}

/** Okta takes the last administrator out of the group; a person makes another one. */
async function holdAndComplete(page: Page, okta: ScimClient, groupId: string, userId: string): Promise<void> {
  await okta.removeMember(groupId, userId);
  await page.getByRole('link', { name: /^Holds/ }).click();
  await page.getByRole('link', { name: /Ana López/ }).click();
  await visible(page.getByRole('heading', { name: 'Ana López is the last administrator of the organization' }));
  await page
    .getByRole('textbox', { name: 'New administrator' })
    .or(page.getByLabel('New administrator'))
    .first()
    .fill('Ben');
  await page.getByRole('option', { name: /Ben Berger/ }).click();
  await page.getByRole('button', { name: 'Make administrator and complete' }).click();
  await visible(page.getByText('Completed', { exact: true }));
  await gone(page.getByRole('button', { name: 'Make administrator and complete' }));

  // And "why" tells both stories.
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('link', { name: /Ben Berger/ }).click();
  await visible(page.getByRole('heading', { name: 'Roles, and why' }));
  await visible(page.getByText('By hand', { exact: true }));
  await visible(page.locator('main').getByText('organization administrator', { exact: true }).first());
  await page.getByRole('link', { name: 'People', exact: true }).first().click();
  await page.getByRole('link', { name: /Ana López/ }).click();
  await visible(page.getByRole('heading', { name: 'Ana López' }));
  await visible(page.locator('main').getByText('organization member', { exact: true }).first());
}
