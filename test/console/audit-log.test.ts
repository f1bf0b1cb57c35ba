import { it } from '@jest/globals';
import { describeConsole } from './console-fixture.ts';
import { choose, gone, visible } from './expectations.ts';

describeConsole('Audit log', (fixture) => {
  it('filters by what it is about and by outcome, and shows an event whole', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/audit-log');
    await visible(page.getByRole('row', { name: /Directory user created/ }).first());
    await choose(page, 'About', 'Role mappings');
    await page.waitForURL('**/audit-log?action=role_mapping');
    await visible(page.getByRole('row', { name: /Role mapping created.*“.+” to .+ of “.+”/ }).first());
    await gone(page.getByRole('row', { name: /Directory user/ }).first());
    await page.getByRole('button', { name: 'Role mapping created' }).first().click();
    const drawer = page.getByRole('dialog');
    await visible(drawer.getByText('Recorded details'));
    await visible(drawer.getByText('root@holdfast.example', { exact: false }).first());
    await page.keyboard.press('Escape');
    await gone(drawer.getByText('Recorded details'));
  });

  it('names whose access changed, and which roles', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto('/o/acme/audit-log?action=access');
    const row = page.getByRole('row', { name: new RegExp(`Access changed.*${acme.lastAdministratorEmail}`) }).first();
    await row.getByRole('button', { name: 'Access changed' }).click();
    const drawer = page.getByRole('dialog');
    await visible(drawer.getByText(acme.lastAdministratorEmail, { exact: false }).first());
    await visible(drawer.getByText('organization administrator').first());
  });

  it('has one of the instance too', async () => {
    const page = await fixture().openPage();
    await page.goto('/instance/audit-log');
    await visible(page.getByRole('row', { name: /Session opened.*root@holdfast\.example/ }).first());
    await choose(page, 'About', 'API tokens');
    await visible(page.getByRole('row', { name: /API token created/ }));
  });
});
