import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeConsole } from './console-fixture.ts';
import { gone, visible } from './expectations.ts';
import { picture } from './picture.ts';

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

describeConsole('Requests of a connection', (fixture) => {
  const send = (method: string, path: string, token: string, body?: object) =>
    fetch(`${fixture().service.baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    });

  const setUp = async (page: Page, type: string, name: string, tokenLabel: string): Promise<string> => {
    await page.goto('/o/acme/connections/new');
    await page.getByRole('radio', { name: type }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Create connection' }).click();
    return await page.getByLabel(tokenLabel, { exact: true }).inputValue();
  };

  it('are watched during set-up, which says what is wrong until it is mended', async () => {
    const page = await fixture().openPage();
    const token = await setUp(page, 'Okta', 'Okta watched', 'Authorization (Bearer)');
    await visible(page.getByText('Waiting for the first request'));
    await visible(page.getByText('No request yet'));

    await send('GET', '/scim/v2/Users', token.slice(0, -5));
    await visible(page.getByText('The token is not right'));
    await send('GET', '/Users?count=1', token);
    await visible(page.getByText('Requests arrive at the wrong address'));
    await visible(page.getByText('Requests arrive, and none of them succeeds yet'));
    await page.getByText('Requests arrive at the wrong address').scrollIntoViewIfNeeded();
    await picture(page, 'set-up-wrong-address');

    await send('GET', '/scim/v2/Users?count=1', token);
    await visible(page.getByText('Okta watched has been heard'));
    await gone(page.getByText('Requests arrive at the wrong address'));
    await gone(page.getByText('The token is not right'));
    await send('POST', '/scim/v2/Users', token, { schemas: [USER], displayName: 'Nobody' });
    await visible(page.getByText('Users arrive without a userName'));
  });

  it('tell an Entra administrator of the missing flag', async () => {
    const page = await fixture().openPage();
    const token = await setUp(page, 'Microsoft Entra ID', 'Entra watched', 'Secret Token');
    const created = await send('POST', '/scim/v2/Users', token, { schemas: [USER], userName: 'eva@studio.example' });
    const { id } = (await created.json()) as { id: string };
    await send('PATCH', `/scim/v2/Users/${id}`, token, {
      schemas: [PATCH],
      Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
    });
    await visible(page.getByText('Entra speaks its old dialect of SCIM'));
    await visible(page.getByText(/scim\/v2\?aadOptscim062020/).first());
    await picture(page, 'set-up-entra-flag');
  });

  it('are listed with their answers, filtered, and opened with masked bodies', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/connections/${acme.oktaId}`);
    await page.getByRole('link', { name: 'All requests' }).click();
    await page.waitForURL('**/requests');
    const table = page.getByRole('table', { name: 'Requests of this connection' });
    await visible(table.getByText('DELETE').first());
    await page.getByText('Refused', { exact: true }).click();
    await visible(page.getByText('None of these'));
    await page.getByText('All', { exact: true }).click();
    await table
      .getByRole('button', { name: /^PATCH/ })
      .first()
      .click();
    const drawer = page.getByRole('dialog', { name: 'PATCH request' });
    await visible(drawer.getByText('"op": "remove"'));
    await visible(drawer.getByText('Values of people are masked', { exact: false }));
    expect(await drawer.textContent()).not.toContain('@acme.example');
  });

  it('are kept with personal values for an hour, after a question', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/connections/${acme.oktaId}/requests`);
    await page.getByRole('button', { name: 'Keep values for an hour…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep values' }).click();
    await visible(page.getByText('Personal values are being kept'));
    await acme.okta.createUser({ givenName: 'Mia', familyName: 'Maske', email: 'mia.maske@acme.example' });
    await page
      .getByRole('table', { name: 'Requests of this connection' })
      .getByRole('row')
      .nth(1)
      .getByRole('button', { name: /^POST/ })
      .click();
    await visible(page.getByRole('dialog').getByText('mia.maske@acme.example', { exact: false }));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Mask again' }).click();
    await gone(page.getByText('Personal values are being kept'));
  });

  it('get a limit of their own in the settings', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage();
    await page.goto(`/o/acme/connections/${acme.oktaId}`);
    await page.getByLabel('A rate limit of its own').check();
    await page.getByLabel('Requests a second').fill('20');
    await page.getByRole('button', { name: 'Save' }).click();
    await visible(page.getByText('Saved'));
    await page.reload();
    expect(await page.getByLabel('Requests a second').inputValue()).toBe('20');
    expect(await page.getByLabel('At once, after a pause').inputValue()).toBe('200');
    await page.getByLabel('A rate limit of its own').uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await visible(page.getByText('Saved'));
    await page.reload();
    await page.getByLabel('A rate limit of its own').waitFor();
    expect(await page.getByLabel('A rate limit of its own').isChecked()).toBe(false);
  });
});
