import { expect, it } from '@jest/globals';
import { describeConsole } from './console-fixture.ts';
import { choose, visible } from './expectations.ts';
import { picture } from './picture.ts';
import { scimClient } from './scim-client.ts';

describeConsole('Connections', (fixture) => {
  it('lists each with its state and what it pushed', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/connections');
    await visible(page.getByRole('row', { name: /Okta.*Connected/ }));
    await visible(page.getByRole('row', { name: /JumpCloud trial.*No request yet/ }));
  });

  it('tells an Entra administrator what to enter where', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/connections/new');
    await page.getByRole('radio', { name: 'Microsoft Entra ID' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Name').fill('  ');
    await page.getByRole('button', { name: 'Create connection' }).click();
    await visible(page.getByText('Give it a name'));
    await page.getByLabel('Name').fill('Entra (main)');
    await page.getByRole('radio', { name: 'Reject with an error' }).check();
    await page.getByRole('button', { name: 'Create connection' }).click();
    expect(await page.getByLabel('Tenant URL', { exact: true }).inputValue()).toContain('/scim/v2');
    expect(await page.getByLabel('Secret Token', { exact: true }).inputValue()).toMatch(/^hf_/);
    await page.getByRole('button', { name: 'Copy Secret Token' }).click();
    await visible(page.getByRole('button', { name: 'Copy Secret Token' }).getByText('Copied'));
    await page.getByRole('link', { name: 'Finish' }).click();
    await visible(page.getByRole('heading', { name: 'Entra (main)' }));
    expect(await page.getByRole('radio', { name: 'Reject with an error' }).isChecked()).toBe(true);
  });

  it('tells administrators of other clients what to enter where', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/connections/new');
    await page.getByRole('radio', { name: 'Other SCIM 2.0 client' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Create connection' }).click();
    await visible(page.getByLabel('SCIM base URL', { exact: true }));
    await choose(page, 'Instructions for', 'JumpCloud');
    expect(await page.getByLabel('Base URL', { exact: true }).inputValue()).toMatch(/\/scim\/v2$/);
    expect(await page.getByLabel('Token Key', { exact: true }).inputValue()).toMatch(/^hf_/);
    await visible(page.getByText('Enter a Test User Email that nobody has', { exact: false }));
    await page.getByText('Instructions for', { exact: true }).scrollIntoViewIfNeeded();
    await picture(page, 'set-up-jumpcloud');
    await choose(page, 'Instructions for', 'Google Workspace');
    await visible(page.getByText('Google sends users only', { exact: false }));
  });

  it('lists the token of a deleted person as ended', async () => {
    const { api, openPage, service } = fixture();
    const created = await api.post<{ connection: { id: string }; token: { token: string } }>(
      '/organizations/acme/connections',
      { type: 'generic', name: 'With own tokens' },
    );
    const client = scimClient(service.scimBaseUrl, created.token.token);
    const user = await client.createUser({ givenName: 'Lea', familyName: 'Ver', email: 'lea@own.example' });
    await api.post(`/organizations/acme/connections/${created.connection.id}/tokens`, { directoryUserId: user });
    await client.deleteUser(user);
    const page = await openPage();
    await page.goto(`/o/acme/connections/${created.connection.id}`);
    const row = page.getByRole('row', { name: /for lea@own\.example, who was deleted/ });
    await visible(row.getByText('Ended', { exact: true }));
    expect(await row.getByRole('button', { name: 'Revoke' }).count()).toBe(0);
  });

  it('rotates the token with an overlap, and revokes one', async () => {
    const { acme, openPage, service } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/connections/${acme.oktaId}`);
    await page.getByRole('button', { name: 'Rotate token' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new token' }).click();
    const token = await page.getByLabel('Authorization (Bearer)', { exact: true }).inputValue();
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await scimClient(service.scimBaseUrl, token).test();
    await acme.okta.test();

    const tokens = page.getByRole('table', { name: 'Tokens of this connection' });
    await visible(tokens.getByText(/^in 2[34] hrs?$|^tomorrow$/));
    await tokens.getByRole('button', { name: 'Revoke' }).first().click();
    const dialog = page.getByRole('dialog');
    await visible(dialog.getByText('The other active tokens go on working.', { exact: false }));
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await visible(tokens.getByText('Revoked', { exact: true }));
  });

  it('makes an OAuth client with what Entra asks for, rotates its secret and revokes it', async () => {
    const { api, openPage } = fixture();
    const { connection } = await api.post<{ connection: { id: string } }>('/organizations/acme/connections', {
      type: 'entra',
      name: 'Entra by OAuth',
    });
    const page = await openPage();
    await page.goto(`/o/acme/connections/${connection.id}`);
    await page.getByRole('button', { name: 'New OAuth client' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Create client' }).click();
    const boxOf = (label: string) => page.getByRole('dialog').getByLabel(label, { exact: true }).inputValue();
    const endpoint = await boxOf('Token Endpoint');
    const [clientId, secret] = [await boxOf('Client Identifier'), await boxOf('Client Secret')];
    expect(await boxOf('Tenant URL')).toContain('?aadOptscim062020');
    const ask = async (clientSecret: string) => {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      });
      return (await fetch(endpoint, { method: 'POST', body })).status;
    };
    expect(await ask(secret)).toBe(200);
    await page.getByRole('button', { name: 'I have stored it' }).click();

    const clients = page.getByRole('table', { name: 'OAuth clients of this connection' });
    await clients.getByRole('button', { name: 'Rotate' }).click();
    await choose(page, 'How long the old secrets still work', 'They stop at once');
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
    const rotated = await boxOf('Client Secret');
    expect([await ask(secret), await ask(rotated)]).toEqual([401, 200]);
    await page.getByRole('button', { name: 'I have stored it' }).click();

    await clients.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await visible(clients.getByText('Revoked', { exact: true }));
    expect(await ask(rotated)).toBe(401);
  });

  it('declares an extension schema, changes it, and says what removing does before it does it', async () => {
    const { acme, api, openPage } = fixture();
    const id = 'urn:acme:params:scim:schemas:hr:2.0:User';
    const page = await openPage();
    await page.goto(`/o/acme/connections/${acme.oktaId}`);
    await page.getByRole('button', { name: 'New schema' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('URN').fill('hr');
    await dialog.getByLabel('Name').fill('HR');
    await dialog.getByLabel('Attribute', { exact: true }).fill('badge');
    await dialog.getByRole('button', { name: 'Declare schema' }).click();
    await visible(dialog.getByText(/^Give a URN such as/));
    await dialog.getByLabel('URN').fill(id);
    await dialog.getByRole('button', { name: 'Add an attribute' }).click();
    await dialog.getByLabel('Attribute', { exact: true }).nth(1).fill('desk');
    await dialog.getByRole('combobox', { name: 'Type' }).nth(1).click();
    await page.getByRole('option', { name: 'Complex' }).click();
    await dialog.getByRole('button', { name: 'Add a sub-attribute' }).click();
    await dialog.getByLabel('Attribute', { exact: true }).nth(2).fill('room');
    await dialog.getByRole('button', { name: 'Declare schema' }).click();
    const schemas = page.getByRole('table', { name: 'Extension schemas of this connection' });
    await visible(schemas.getByText(id));
    const stored = await api.get<{ items: object[] }>(`/organizations/acme/connections/${acme.oktaId}/schemas`);
    expect(stored.items).toMatchObject([
      { id, name: 'HR', attributes: [{ name: 'badge' }, { name: 'desk', subAttributes: [{ name: 'room' }] }] },
    ]);

    await schemas.getByRole('button', { name: 'Change' }).click();
    await dialog.getByRole('button', { name: 'Leave out badge' }).click();
    await visible(dialog.getByText('0 users have values of badge.'));
    await dialog.getByRole('radio', { name: 'Delete them' }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await visible(schemas.getByTitle('desk', { exact: true }));

    await schemas.getByRole('button', { name: 'Remove' }).click();
    await visible(dialog.getByText('0 users have values of it.'));
    await dialog.getByRole('button', { name: 'Remove schema' }).click();
    await visible(page.getByText('No extension schema', { exact: true }));
  });

  it('makes a token for one person, who reaches nothing else with it', async () => {
    const { acme, openPage, service } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/connections/${acme.oktaId}`);
    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'One person' }).check();
    expect(await dialog.getByRole('button', { name: 'Make the token' }).isDisabled()).toBe(true);
    const [person] = await acme.okta.userNames();
    await dialog.getByRole('combobox', { name: 'Person' }).fill(person ?? '');
    await page.getByRole('option', { name: person ?? '' }).click();
    await dialog.getByRole('button', { name: 'Make the token' }).click();
    const token = await dialog.getByLabel('Token', { exact: true }).inputValue();
    await page.getByRole('button', { name: 'I have stored it' }).click();
    const tokens = page.getByRole('table', { name: 'Tokens of this connection' });
    await visible(tokens.getByTitle(`Only for ${person}`));

    const get = (path: string) =>
      fetch(`${service.scimBaseUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect(await (await get('/Me')).json()).toMatchObject({ userName: person });
    expect((await get('/Users')).status).toBe(403);
  });

  it('changes its settings, pauses and resumes', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/connections/${acme.oktaId}`);
    await page.getByLabel('Name').fill('Okta (workforce)');
    await choose(page, 'When a group has groups as members', 'Count their members as members');
    await page.getByRole('button', { name: 'Save' }).click();
    await visible(page.getByRole('heading', { name: 'Okta (workforce)' }));
    const shown = page.getByRole('combobox', { name: 'When a group has groups as members' });
    expect(await shown.inputValue()).toBe('Count their members as members');
    await page.getByRole('button', { name: 'Pause' }).click();
    await visible(page.getByText('This connection is paused'));
    await page.getByRole('button', { name: 'Resume' }).click();
    await visible(page.getByText('Connected', { exact: true }));
  });

  it('is deleted only after its name was typed, and says what becomes of the people', async () => {
    const { api, openPage } = fixture();
    const created = await api.post<{ connection: { id: string } }>('/organizations/acme/connections', {
      type: 'generic',
      name: 'Old directory',
    });
    const page = await openPage();
    await page.goto(`/o/acme/connections/${created.connection.id}`);
    await page.getByRole('button', { name: 'Delete…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Move them to another connection' }).check();
    await choose(page, 'To which connection', /Okta/);
    const confirm = dialog.getByRole('button', { name: 'Delete connection' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel(/^Type/).fill('Old directory');
    await confirm.click();
    await page.waitForURL('**/sync-jobs/*');
    await visible(page.getByText('Applied', { exact: true }).first());
    await page.goto('/o/acme/connections');
    await visible(page.getByRole('row', { name: /Okta/ }));
    expect(await page.getByRole('row', { name: /Old directory/ }).count()).toBe(0);
  });
});
