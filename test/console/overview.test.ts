import { expect, it } from '@jest/globals';
import { describeConsole } from './console-fixture.ts';
import { visible } from './expectations.ts';

describeConsole('Overview', (fixture) => {
  it('says how the sync is, what is held, and where each connection stands', async () => {
    const page = await fixture().openPage();
    await page.goto('/');
    await page.waitForURL('**/o/acme');
    await visible(page.getByText('1 change is held to keep the last administrator.'));
    await visible(page.getByText('1 change waits for another administrator or a decision'));
    await visible(page.getByRole('heading', { name: 'Sync jobs in the last 24 hours' }));
    await visible(page.locator('.recharts-bar-rectangle path').first());
    await visible(page.getByRole('link', { name: /^Active people/ }));
    await visible(page.getByText('No request yet'));
    expect(await page.title()).toBe('Acme · Holdfast');
  });

  it('leads on to what it counts', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme');
    await page.getByRole('link', { name: /^Active people/ }).click();
    await page.waitForURL('**/people?state=active');
    await page.goBack();
    await page.getByRole('link', { name: 'Review holds' }).click();
    await page.waitForURL('**/holds');
  });

  it('guides through the first steps of an organization without a connection', async () => {
    const { api, openPage } = fixture();
    await api.post('/organizations', { name: 'Fresh', slug: 'fresh' });
    const page = await openPage();
    await page.goto('/o/fresh');
    await visible(page.getByText('No identity provider is connected yet.'));
    await page.getByRole('link', { name: 'Connect an identity provider' }).click();
    await page.waitForURL('**/o/fresh/connections/new');
  });
});
