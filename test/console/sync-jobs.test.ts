import { expect, it } from '@jest/globals';
import { somebody } from './acme.ts';
import { describeConsole } from './console-fixture.ts';
import { choose, gone, visible } from './expectations.ts';

describeConsole('Sync jobs', (fixture) => {
  it('filters in the address, so that a view can be shared', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/sync-jobs');
    await visible(page.getByRole('row', { name: /^Add / }).first());
    await choose(page, 'State', 'Held');
    await page.keyboard.press('Escape');
    await page.waitForURL('**/sync-jobs?state=held');
    await gone(page.getByRole('row', { name: /^Add / }).first());
    expect(await page.getByRole('row').count()).toBe(2);

    await page.goto('/o/acme/sync-jobs?kind=user_deactivated,user_deleted&since=24h');
    await visible(page.getByRole('link', { name: /^Deactivate / }));
    expect(await page.getByRole('row').count()).toBe(3);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.waitForURL(/sync-jobs$/);
  });

  it('finds the jobs of a connection, a group and a person', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/sync-jobs?group=${acme.platformGroupId}`);
    await visible(page.getByRole('link', { name: /Platform Engineers.*add 1 member/ }));
    await page.goto('/o/acme/sync-jobs');
    await choose(page, 'Connection', 'Entra (Studio)');
    await visible(page.getByRole('link', { name: /Studio Billing/ }).first());
    await gone(page.getByRole('cell', { name: 'Okta', exact: true }).first());
    await page.goto('/o/acme/sync-jobs');
    await page
      .getByRole('combobox', { name: 'Person' })
      .or(page.getByRole('textbox', { name: 'Person' }))
      .first()
      .fill('Dev');
    await page.getByRole('option', { name: /Dev Holm/ }).click();
    await visible(page.getByRole('link', { name: `Add ${somebody(15).email}` }));
    await gone(page.getByRole('link', { name: `Add ${somebody(0).email}` }));
  });

  it('says when nothing fits', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/sync-jobs?state=failed');
    await visible(page.getByText('No sync job fits these filters'));
  });

  it('shows a job arriving and changing without a reload', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto('/o/acme/sync-jobs');
    await visible(page.getByText('Live', { exact: true }));
    await acme.okta.createUser({ givenName: 'Live', familyName: 'Wire', email: 'live.wire@acme.example' });
    const row = page.getByRole('row', { name: /live\.wire@acme\.example/ });
    await visible(row.getByText('Applied', { exact: true }));
  });

  it('explains a held job: before and after, the verdict, the request without its secrets', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/sync-jobs/${acme.holdJobId}`);
    await visible(page.getByText(`${acme.lastAdministratorEmail} is still administrator`));
    const row = page.getByRole('row', { name: /Ana López/ });
    await visible(row.getByText('organization administrator', { exact: true }));
    await visible(row.getByText('Held', { exact: true }));
    await page.getByRole('button', { name: 'Show the request' }).click();
    await visible(page.getByText('"op": "remove"'));
    expect(await page.locator('pre').textContent()).not.toContain('hf_');
    await page.getByRole('link', { name: 'Open the hold' }).click();
    await page.waitForURL(`**/holds/${acme.holdId}`);
  });

  it('offers no retry for a held job: its hold is where that is decided', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/sync-jobs/${acme.holdJobId}`);
    await visible(page.getByRole('link', { name: 'Open the hold' }));
    await gone(page.getByRole('button', { name: 'Retry' }));
  });

  it('says that a job does not exist', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/sync-jobs/no-such-job');
    await visible(page.getByRole('alert').getByText('Go back to the list.', { exact: false }));
  });
});
