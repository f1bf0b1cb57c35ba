import { expect, it } from '@jest/globals';
import { PROVISIONING_SCHEMA } from '../../src/domain/provisioning/own-extension.ts';
import { describeConsole } from './console-fixture.ts';
import { choose, gone, visible } from './expectations.ts';
import { scimClient } from './scim-client.ts';

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

  it('says what became of a user, and when the user leaves', async () => {
    const { api, openPage, service } = fixture();
    const { token } = await api.post<{ token: { token: string } }>('/organizations/acme/connections', {
      type: 'generic',
      name: 'HR directory',
    });
    const response = await fetch(`${service.scimBaseUrl}/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({
        userName: 'mara.soon@acme.example',
        [PROVISIONING_SCHEMA]: { terminationDate: new Date(Date.now() + 3 * 86_400_000 + 3_600_000).toISOString() },
      }),
    });
    expect(response.status).toBe(201);
    const page = await openPage();
    await page.goto('/o/acme/users?query=mara');
    await visible(page.getByRole('row', { name: /mara\.soon.*Active leaves in 3 days.*(Active|Pending)/ }));
    await page.goto('/o/acme/users?query=ana');
    await visible(page.getByRole('row', { name: /Ana López.*Held/ }).getByTitle(/stays administrator/));
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

  it('leads from a group to the groups within it', async () => {
    const { api, openPage, service } = fixture();
    const { token } = await api.post<{ token: { token: string } }>('/organizations/acme/connections', {
      type: 'generic',
      name: 'Nested directory',
      nestedGroups: 'expand',
    });
    const directory = scimClient(service.scimBaseUrl, token.token);
    const crew = await directory.createGroup('Night crew', []);
    await directory.createGroup('Whole staff', [crew]);
    const page = await openPage();
    await page.goto('/o/acme/groups?query=Whole');
    await page
      .getByRole('row', { name: /Whole staff/ })
      .getByRole('link', { name: '1', exact: true })
      .click();
    await visible(page.getByRole('row', { name: /Night crew/ }));
    await gone(page.getByRole('row', { name: /Whole staff/ }));
    await visible(page.locator('input[value^="Whole staff"]'));
  });
});
