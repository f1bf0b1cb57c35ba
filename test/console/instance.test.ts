import { expect, it } from '@jest/globals';
import { FIRST_ADMINISTRATOR } from '../support/running-service.ts';
import { describeConsole } from './console-fixture.ts';
import { choose, gone, visible } from './expectations.ts';

describeConsole('Instance and own account', (fixture) => {
  it('makes organizations, and refuses a short name that is taken', async () => {
    const page = await fixture().openPage();
    await page.goto('/instance/organizations');
    await visible(page.getByRole('row', { name: /Acme/ }));
    await page.getByRole('link', { name: 'New organization' }).click();
    await page.getByLabel('Name', { exact: true }).fill('ACME!');
    await page.getByRole('button', { name: 'Create organization' }).click();
    await visible(page.getByText(/exists|taken|already/i).first());
    await page.getByLabel('Name', { exact: true }).fill('Bétà Ltd');
    await page.getByRole('button', { name: 'Create organization' }).click();
    await page.waitForURL('**/o/beta-ltd');
    await page.getByRole('button', { name: 'Bétà Ltd: switch organization' }).click();
    await page.getByRole('menuitem', { name: 'Acme' }).click();
    await page.waitForURL('**/o/acme');
  });

  it('creates an account, makes it a link, locks, unlocks and deletes it', async () => {
    const page = await fixture().openPage();
    await page.goto('/instance/accounts');
    await page.getByRole('button', { name: 'New account' }).click();
    await page.getByRole('dialog').getByLabel('E-mail').fill('temp@acme.example');
    await page.getByRole('dialog').getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL('**/instance/accounts/*');
    await visible(page.locator('header').getByText('No password', { exact: true }));
    await page.getByRole('button', { name: 'Set-password link' }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    expect(await page.getByLabel('Link', { exact: true }).inputValue()).toContain('/welcome#');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Lock' }).click();
    await visible(page.locator('header').getByText('Locked', { exact: true }));
    await page.getByRole('button', { name: 'Unlock' }).click();
    await visible(page.locator('header').getByText('No password', { exact: true }));
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByLabel(/^Type/).fill('temp@acme.example');
    await page.getByRole('button', { name: 'Delete account' }).click();
    await page.waitForURL(/\/instance\/accounts$/);
    await gone(page.getByRole('row', { name: /temp@acme\.example/ }));
  });

  it('keeps the last instance administrator, and says why', async () => {
    const page = await fixture().openPage();
    await page.goto('/instance/administrators');
    const me = page.getByRole('row', { name: new RegExp(FIRST_ADMINISTRATOR.email) });
    await me.getByRole('button', { name: 'Remove' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await visible(dialog.getByRole('alert'));
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await page.getByRole('button', { name: 'Add administrator' }).click();
    await choose(page, 'Account', /Ana López/);
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await visible(page.getByRole('row', { name: /Ana López.*by hand/ }));
  });

  it('shows which processes run', async () => {
    const page = await fixture().openPage();
    await page.goto('/instance/processes');
    await visible(page.getByRole('row', { name: /API.*Running/ }));
  });

  it('makes an API token that works until it is revoked', async () => {
    const { service, openPage } = fixture();
    const page = await openPage();
    await page.goto('/me/api-tokens');
    await page.getByRole('button', { name: 'New token' }).first().click();
    await page.getByLabel('Name').fill('Nightly report');
    await page.getByRole('button', { name: 'Create token' }).click();
    const token = await page.getByLabel('Token', { exact: true }).inputValue();
    const ask = async () =>
      (await fetch(`${service.baseUrl}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await ask()).toBe(200);
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await page
      .getByRole('row', { name: /Nightly report/ })
      .getByRole('button', { name: 'Revoke' })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await visible(page.getByRole('row', { name: /Nightly report.*Revoked/ }));
    expect(await ask()).toBe(401);
  });

  it('keeps the password when the present one is wrong', async () => {
    const page = await fixture().openPage();
    await page.goto('/me/password');
    await page.getByLabel('Present password').fill('not it, not it');
    await page.getByLabel('New password', { exact: true }).fill('limpets hold on to any rock');
    await page.getByLabel('Password again').fill('limpets hold on to any rock');
    await page.getByRole('button', { name: 'Change password' }).click();
    await visible(page.getByText(/password/i).last());
    expect(page.url()).toContain('/me/password');
  });

  it('changes an organization, its teams and projects', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/settings');
    await page.getByRole('button', { name: 'New team' }).click();
    await page.getByLabel('Name of the team').fill('Research');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await visible(page.getByRole('listitem').filter({ hasText: 'Research' }));
    await page.getByRole('radio', { name: 'Only all of them together' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await visible(page.getByText('Saved', { exact: true }));
    await page.reload();
    expect(await page.getByRole('radio', { name: 'Only all of them together' }).isChecked()).toBe(true);
  });
});
