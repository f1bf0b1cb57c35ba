import { expect, it } from '@jest/globals';
import { describeConsole } from './console-fixture.ts';
import { choose, visible } from './expectations.ts';

describeConsole('Role mappings', (fixture) => {
  it('reads as sentences, and marks those by name', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/mappings');
    await visible(page.getByRole('row', { name: /Group Acme Admins \(Okta\).*organization administrator/ }));
    await visible(page.getByRole('row', { name: /Every group named Studio Billing.*by name.*billing administrator/ }));
  });

  it('is made with a team that did not exist, by name, with the preview in between', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/mappings');
    await page.getByRole('button', { name: 'New mapping' }).click();
    const dialog = page.getByRole('dialog', { name: 'New mapping' });
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await visible(dialog.getByText('Choose a group'));
    await dialog.getByRole('radio', { name: 'Every group of a name' }).check();
    await visible(dialog.getByText('Whoever can name a group', { exact: false }));
    await dialog.getByLabel('Name of the group').fill('studio billing');
    await dialog.getByText('A team', { exact: true }).click();
    await dialog.getByRole('button', { name: 'New team' }).click();
    await page.getByLabel('Name of the team').fill('Studio');
    await page.keyboard.press('Enter');
    await visible(dialog.getByText('New mapping').first());
    await choose(page, 'Role', 'Team viewer');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await visible(page.getByRole('row', { name: /sol@studio\.example.*team viewer · Studio/ }));
    await page.getByRole('button', { name: 'Save mapping' }).click();
    await page.waitForURL('**/sync-jobs/*');
    await visible(page.getByRole('row', { name: /Sol Studio.*team viewer/ }));
  });

  it('is made of a value of roles, of the users of one connection', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/mappings');
    await page.getByRole('button', { name: 'New mapping' }).click();
    const dialog = page.getByRole('dialog', { name: 'New mapping' });
    await dialog.getByRole('radio', { name: 'Users with a role or entitlement' }).check();
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await visible(dialog.getByText('Choose the connection'));
    await choose(page, 'Connection', 'JumpCloud trial');
    await dialog.getByLabel('Value').fill('Finance-Audit');
    await choose(page, 'Role', 'Auditor');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('button', { name: 'Save mapping' }).click();
    await page.waitForURL('**/sync-jobs/*');
    await page.goto('/o/acme/mappings');
    const row = page.getByRole('row', { name: /Whoever has Finance-Audit in roles \(JumpCloud trial\).*auditor/ });
    await visible(row);
    await row.getByRole('button', { name: 'Edit' }).click();
    expect(await page.getByLabel('Value').inputValue()).toBe('Finance-Audit');
  });

  it('shows who loses what before it is changed, and goes back without saving', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/mappings');
    await page
      .getByRole('row', { name: /Atlas Owners/ })
      .getByRole('button', { name: 'Edit' })
      .click();
    await choose(page, 'Role', 'Project viewer');
    await page.getByRole('button', { name: 'Preview' }).click();
    await visible(page.getByRole('heading', { name: '2 lose' }));
    await visible(page.getByRole('row', { name: /ben\.patel1/ }).getByLabel('becomes'));
    await page.getByRole('button', { name: 'Back' }).click();
    await page.keyboard.press('Escape');
    await visible(page.getByRole('row', { name: /Atlas Owners.*project owner/ }));
  });

  it('is deleted with a preview that names what the guard would hold', async () => {
    const { acme, openPage, api } = fixture();
    await acme.okta.addMember(acme.adminGroupId, await idOf(api, acme.lastAdministratorEmail));
    const page = await openPage();
    await page.goto('/o/acme/mappings');
    await page
      .getByRole('row', { name: /Acme Admins/ })
      .getByRole('button', { name: 'Delete' })
      .click();
    const dialog = page.getByRole('dialog');
    await visible(dialog.getByRole('heading', { name: '1 held' }));
    await visible(dialog.getByRole('row', { name: new RegExp(acme.lastAdministratorEmail) }));
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await page
      .getByRole('row', { name: /Platform Engineers/ })
      .getByRole('button', { name: 'Delete' })
      .click();
    await visible(dialog.getByRole('heading', { name: /lose$/ }));
    await dialog.getByRole('button', { name: 'Delete mapping' }).click();
    await page.waitForURL('**/sync-jobs/*');
    await page.goto('/o/acme/mappings');
    await visible(page.getByRole('row', { name: /Acme Admins/ }));
    expect(await page.getByRole('row', { name: /Platform Engineers/ }).count()).toBe(0);
  });
});

type Api = ReturnType<Parameters<Parameters<typeof describeConsole>[1]>[0]>['api'];

async function idOf(api: Api, userName: string): Promise<string> {
  const page = await api.get<{ items: { id: string }[] }>(`/organizations/acme/users?query=${userName}`);
  return page.items[0]?.id ?? '';
}
