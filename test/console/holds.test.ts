import { expect, it } from '@jest/globals';
import { describeConsole } from './console-fixture.ts';
import { visible } from './expectations.ts';

describeConsole('Holds', (fixture) => {
  it('lists open ones first, of the organization and of all', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/holds');
    await visible(page.getByRole('row', { name: /Ana López.*Open/ }));
    await page.getByText('Closed', { exact: true }).click();
    await page.waitForURL('**/holds?show=closed');
    await visible(page.getByText('No hold has been closed yet'));
    await page.goto('/instance/holds');
    await visible(page.getByRole('row', { name: /Ana López.*Acme.*Open/ }));
  });

  it('explains why, and leads to the job that wanted it and to the person', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/holds/${acme.holdId}`);
    await visible(page.getByRole('heading', { name: 'What was refused, and why' }));
    await page.getByRole('link', { name: /remove 1 member/ }).click();
    await page.waitForURL(`**/sync-jobs/${acme.holdJobId}`);
    await page.goBack();
    await page.getByRole('link', { name: acme.lastAdministratorEmail }).click();
    await page.waitForURL('**/people/*');
    await visible(page.getByText('The guard keeps this role', { exact: false }));
  });

  it('is not discarded without a reason, nor for longer than a month', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/holds/${acme.holdId}`);
    await page.getByLabel('Days').fill('31');
    await page.getByRole('button', { name: 'Discard the change' }).click();
    await visible(page.getByText('Say why: it is kept in the audit log'));
    await visible(page.getByText('A whole number of days from 1 to 30'));
  });

  it('is discarded with a reason, and stays on record', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/holds/${acme.holdId}`);
    await page.getByRole('textbox', { name: 'Reason', exact: true }).fill('Ana hands over at the end of the month');
    await page.getByRole('button', { name: 'Discard the change' }).click();
    await visible(page.getByText('Discarded', { exact: true }));
    await visible(page.getByText('Ana hands over at the end of the month'));
    await page.goto('/o/acme/holds?show=closed');
    await visible(page.getByRole('row', { name: /Ana López.*Discarded/ }));
    expect(
      await page
        .getByRole('link', { name: /^Holds/ })
        .first()
        .textContent(),
    ).not.toContain('1');
  });
});
