import { expect, it } from '@jest/globals';
import { somebody } from './acme.ts';
import { describeConsole } from './console-fixture.ts';
import { choose, gone, visible } from './expectations.ts';

describeConsole('People', (fixture) => {
  it('lists them with membership and effective roles', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/people');
    await visible(page.getByRole('row', { name: /Ben Patel.*team member · Platform.*project owner · Atlas.*Active/ }));
    await page.getByText('Suspended', { exact: true }).first().click();
    await page.waitForURL('**/people?state=suspended');
    await visible(page.getByRole('row', { name: /Dev .*Suspended/ }));
    await gone(page.getByRole('row', { name: /Ben Patel/ }));
  });

  it('answers why: connection, group, mapping, sync job, request', async () => {
    const page = await fixture().openPage();
    await page.goto(`/o/acme/people/${somebody(1).email}`);
    await visible(page.getByRole('heading', { name: 'Ben Patel' }));
    const main = page.locator('main');
    for (const label of ['Connection', 'Group', 'Mapping', 'Sync job', 'Request']) {
      await visible(main.getByText(label, { exact: true }).first());
    }
    await main.getByRole('link', { name: 'Platform Engineers' }).first().click();
    await page.waitForURL('**/users?group=*');
  });

  it('grants a role by hand and revokes it', async () => {
    const page = await fixture().openPage();
    await page.goto(`/o/acme/people/${somebody(5).email}`);
    await page.getByRole('button', { name: 'Grant a role' }).click();
    await choose(page, 'Role', 'Auditor');
    await page.getByLabel('Reason (optional)').fill('Audit of the year');
    await page.getByRole('dialog').getByRole('button', { name: 'Grant' }).click();
    await visible(page.locator('main').getByText('auditor', { exact: true }));
    await visible(page.getByText('Audit of the year', { exact: true }));
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await gone(page.getByText('Audit of the year', { exact: true }));
  });

  it('shows why the last administrator is not taken away by hand either', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/people/${acme.lastAdministratorEmail}`);
    await page.getByRole('button', { name: 'Suspend' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Suspend' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('Trying');
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await visible(
      dialog
        .getByRole('alert')
        .getByText(/administrator/)
        .first(),
    );
  });

  it('suspends and restores with a reason', async () => {
    const page = await fixture().openPage();
    await page.goto(`/o/acme/people/${somebody(6).email}`);
    await page.getByRole('button', { name: 'Suspend' }).click();
    await page.getByLabel('Reason').fill('Lost the laptop');
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    await visible(page.locator('header').getByText('Suspended', { exact: true }));
    await visible(page.getByText('Lost the laptop', { exact: false }));
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByLabel('Reason').fill('Found it');
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await visible(page.locator('header').getByText('Active', { exact: true }));
  });
});
