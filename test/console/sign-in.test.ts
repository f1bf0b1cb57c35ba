import { expect, it } from '@jest/globals';
import { FIRST_ADMINISTRATOR } from '../support/running-service.ts';
import { describeConsole } from './console-fixture.ts';
import { visible } from './expectations.ts';

const NEW_PASSWORD = 'limpets hold on to any rock';

describeConsole('Sign-in', (fixture) => {
  it('sends strangers to the sign-in, refuses a wrong password, and leads back to where they were going', async () => {
    const page = await fixture().openStrangersPage();
    await page.goto('/o/acme/people?state=active');
    await page.waitForURL('**/sign-in?to=*');
    await page.getByLabel('E-mail').fill(FIRST_ADMINISTRATOR.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.keyboard.press('Enter');
    await visible(page.getByRole('alert'));
    await page.getByLabel('Password', { exact: true }).fill(FIRST_ADMINISTRATOR.password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/o/acme/people?state=active');
    await visible(page.getByRole('heading', { name: 'People' }));
  });

  it('asks for both fields before it asks the service', async () => {
    const page = await fixture().openStrangersPage();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await visible(page.getByText('Enter your e-mail'));
    await visible(page.getByText('Enter your password'));
  });

  it('never leads to another site after signing in', async () => {
    const page = await fixture().openStrangersPage();
    await page.goto('/sign-in?to=//evil.example/');
    await page.getByLabel('E-mail').fill(FIRST_ADMINISTRATOR.email);
    await page.getByLabel('Password', { exact: true }).fill(FIRST_ADMINISTRATOR.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/o/acme');
    expect(new URL(page.url()).origin).toBe(fixture().service.baseUrl);
  });

  it('lets somebody set a password through a link, once, and sign out again', async () => {
    const { api, openStrangersPage } = fixture();
    const account = await api.post<{ id: string }>('/accounts', {
      email: 'nora@acme.example',
      displayName: 'Nora New',
    });
    const { url } = await api.post<{ url: string }>(`/accounts/${account.id}/set-password-link`);
    const page = await openStrangersPage();
    await page.goto(url);
    await visible(page.getByText('nora@acme.example'));
    await page.getByLabel('Password', { exact: true }).fill('short');
    await visible(page.getByText('At least 12 characters: 7 to go'));
    await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
    await page.getByLabel('Password again').fill(`${NEW_PASSWORD}!`);
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await visible(page.getByText('The two passwords differ'));
    await page.getByLabel('Password again').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await visible(page.getByText('there is nothing here for you yet', { exact: false }));
    await page.getByRole('button', { name: 'Account: Nora New' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');

    await page.goto('about:blank');
    await page.goto(url);
    await visible(page.getByRole('heading', { name: 'This link does not work any more' }));
  });

  it('says what to do about a link that was not copied whole', async () => {
    const page = await fixture().openStrangersPage();
    await page.goto('/welcome#half');
    await visible(page.getByText('Ask an instance administrator for a new link.', { exact: false }));
  });
});
