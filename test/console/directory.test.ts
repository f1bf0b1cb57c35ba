import { it } from '@jest/globals';
import { describeConsole } from './console-fixture.ts';
import { choose, gone, visible } from './expectations.ts';

describeConsole('Directory', (fixture) => {
  it('finds users by name, group, activity and link', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto('/o/acme/users');
    await visible(page.getByRole('row', { name: /Ana López/ }));
    await page.keyboard.press('/');
    await page.keyboard.type('svc-badge');
    await page.waitForURL('**/users?query=svc-badge');
    await visible(page.getByRole('row', { name: /svc-badge-printer.*Unlinked/ }));
    await gone(page.getByRole('row', { name: /Ana López/ }));

    await page.goto('/o/acme/users');
    await choose(page, 'Active', 'Inactive');
    await visible(page.getByRole('row', { name: /Dev.*Inactive/ }));
    await page.goto(`/o/acme/users?group=${acme.platformGroupId}`);
    await visible(page.getByRole('row', { name: /Ben Patel/ }));
    // The group is known by its name, also to whoever opens the link cold.
    await visible(page.locator('input[value^="Platform Engineers"]'));
    await gone(page.getByRole('row', { name: /Ana López/ }));
  });

  it('lists groups with their members, and leads to them', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto('/o/acme/groups');
    await visible(page.getByRole('row', { name: /Platform Engineers.*Okta/ }));
    await page.getByRole('searchbox').fill('atlas');
    await gone(page.getByRole('row', { name: /Platform Engineers/ }));
    await visible(page.getByRole('row', { name: /Atlas Owners 2/ }));
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('link', { name: 'Platform Engineers' }).click();
    await page.waitForURL(`**/users?group=${acme.platformGroupId}`);
  });
});
