import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { REHEARSALS } from '../../src/story/rehearsal/rehearsals.ts';
import { runHoldfast } from '../support/run-holdfast.ts';
import { describeConsole } from './console-fixture.ts';
import { visible } from './expectations.ts';
import { picture } from './picture.ts';

interface Expected {
  /** What an administrator chooses. */
  readonly type: 'Okta' | 'Microsoft Entra ID' | 'Other SCIM 2.0 client';
  /** What is said of the client; undefined where it gives itself away by nothing. */
  readonly recognized: RegExp | undefined;
}

const okta: Expected = { type: 'Okta', recognized: /Looks like Okta: it calls itself “Okta SCIM Client/ };
const entra: Expected = { type: 'Microsoft Entra ID', recognized: /Looks like Microsoft Entra ID: it sends/ };
const other = (recognized?: RegExp): Expected => ({ type: 'Other SCIM 2.0 client', recognized });

const EXPECTED: Readonly<Record<string, Expected>> = {
  'okta-wizard': okta,
  'okta-catalog': okta,
  'entra-default': entra,
  'entra-flag': entra,
  onelogin: other(/Looks like OneLogin: it sends addresses that end with & or \?/),
  jumpcloud: other(),
  google: other(/Looks like Google Workspace: it calls itself “Google-Auto-Provisioning”/),
  ping: other(),
  cyberark: other(),
  rippling: other(),
  authentik: other(/Looks like authentik: it calls itself “authentik@/),
  keycloak: other(),
  terraform: other(/The client calls itself “Go-http-client\/1\.1”/),
};
const TOKEN_LABELS = {
  Okta: 'Authorization (Bearer)',
  'Microsoft Entra ID': 'Secret Token',
  'Other SCIM 2.0 client': 'Bearer token',
} as const;

const toldMistakes = async (page: Page): Promise<string[]> => {
  const mistakes = page.getByLabel('What is set up wrongly');
  return (await mistakes.count()) > 0 ? await mistakes.allTextContents() : [];
};

/** The last step of the set-up is open while each client sends what it sends; pictures are in test-results/console. */
describeConsole('The set-up screen watches', (fixture) => {
  it.each(REHEARSALS.map(({ id, provider }) => [id, provider.title]))('%s arrive: %s', async (id, title) => {
    const { openPage, service } = fixture();
    const { type, recognized } = EXPECTED[id] ?? other();
    const page = await openPage({ viewport: { width: 1280, height: 1000 } });
    await page.goto('/o/acme/connections/new');
    await page.getByRole('radio', { name: type }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Name').fill(title);
    await page.getByRole('button', { name: 'Create connection' }).click();
    const token = await page.getByLabel(TOKEN_LABELS[type], { exact: true }).inputValue();
    await visible(page.getByText('Waiting for the first request'));
    await visible(page.getByText('No request yet'));

    const rehearsal = runHoldfast(['rehearse', id, '--to', service.scimBaseUrl, '--token', token]);
    await visible(page.getByText(`${title} has been heard`));
    const requests = page.getByRole('table', { name: 'Requests of this connection' });
    await visible(requests.getByRole('button', { name: /^(?:GET|POST|PUT|PATCH|DELETE)/ }).first());
    const { code, stdout } = await rehearsal;
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Passed: all') });
    await visible(requests.getByRole('button', { name: /^DELETE/ }).first());
    if (recognized) await visible(page.getByText(recognized));
    else expect(await page.getByText(/Looks like/).count()).toBe(0);
    const mistakes = await toldMistakes(page);
    expect(mistakes.filter((text) => !text.startsWith('Entra speaks its old dialect'))).toEqual([]);
    expect(mistakes.length).toBe(id === 'entra-default' ? 1 : 0);

    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await picture(page, `set-up-rehearsed-${id}.${colorScheme}`);
    }
  });

  it('nothing of a report that is opened on a connection, and shows it', async () => {
    const { acme, openPage, service } = fixture();
    const created = await fixture().api.post<{ token: { token: string } }>('/organizations/acme/connections', {
      type: 'generic',
      name: 'For a report',
    });
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-report-'));
    const file = join(folder, 'report.json');
    const args = ['rehearse', 'google', '--to', service.scimBaseUrl, '--token', created.token.token, '--report', file];
    expect((await runHoldfast(args)).code).toBe(0);
    const page = await openPage();
    await page.goto(`/o/acme/connections/${acme.oktaId}`);
    const command = await page.getByLabel('Command', { exact: true }).inputValue();
    expect(command).toContain(`--to ${service.scimBaseUrl} `);
    const choose = async (path: string) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open a report' }).click();
      await (await chooser).setFiles(path);
    };
    await choose(file);
    const report = page.getByLabel('Report of a rehearsal');
    await visible(report.getByText('All 6 behaviours passed'));
    await report.getByRole('button', { name: 'Google Workspace: 6 of 6' }).click();
    await visible(report.getByText('a user is suspended, and stays readable'));
    await report.scrollIntoViewIfNeeded();
    await picture(page, 'rehearsal-report');
    const failed = (await readFile(file, 'utf8')).replace('"outcome": "passed"', '"outcome": "failed"');
    await writeFile(file, failed.replace('"passed": true', '"passed": false'));
    await choose(file);
    await visible(report.getByText('5 of 6 behaviours passed'));
    await visible(report.getByText('Expected 200;', { exact: false }));
    await writeFile(file, '{}');
    await choose(file);
    await visible(page.getByText('This file is no report of a rehearsal', { exact: false }));
    await rm(folder, { recursive: true });
  });

  it('another client than the connection is for, and says so', async () => {
    const { api, openPage, service } = fixture();
    const created = await api.post<{ connection: { id: string }; token: { token: string } }>(
      '/organizations/acme/connections',
      { type: 'entra', name: 'Entra, or so they say' },
    );
    const { code } = await runHoldfast([
      'rehearse',
      'okta-catalog',
      '--to',
      service.scimBaseUrl,
      '--token',
      created.token.token,
    ]);
    expect(code).toBe(0);
    const page = await openPage();
    await page.goto(`/o/acme/connections/${created.connection.id}`);
    await visible(page.getByText('This looks like Okta, and the connection is for Microsoft Entra ID'));
  });
});
