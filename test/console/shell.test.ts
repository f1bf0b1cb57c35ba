import { expect, it } from '@jest/globals';
import { FIRST_ADMINISTRATOR } from '../support/running-service.ts';
import { describeConsole } from './console-fixture.ts';
import { gone, visible } from './expectations.ts';

const PROBLEM = {
  type: '/problems/unavailable',
  title: 'The database cannot be reached',
  status: 503,
  detail: 'Holdfast is waiting for its database.',
  instance: 'request-4711',
};

describeConsole('Shell', (fixture) => {
  it('is driven by the keyboard: skip link, shortcuts, dialogs that keep the focus', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme');
    await visible(page.getByRole('heading', { name: 'Acme' }));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');

    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.waitForURL('**/mappings');
    await visible(page.getByRole('button', { name: 'New mapping' }));
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await visible(dialog);
    for (let presses = 0; presses < 6; presses++) {
      await page.keyboard.press('Tab');
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await gone(dialog);

    await page.keyboard.press('g');
    await page.keyboard.press('j');
    await page.waitForURL('**/sync-jobs');
    await page.getByRole('link', { name: /^Deactivate / }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sync-jobs/*');
  });

  it('follows the system in light and dark, and remembers a choice', async () => {
    const page = await fixture().openPage({ colorScheme: 'dark' });
    await page.goto('/o/acme');
    const scheme = () => page.evaluate(() => document.documentElement.getAttribute('data-mantine-color-scheme'));
    expect(await scheme()).toBe('dark');
    await page.getByRole('button', { name: /^Colours/ }).click();
    await page.getByRole('menuitem', { name: 'Light' }).click();
    expect(await scheme()).toBe('light');
    await page.reload();
    expect(await scheme()).toBe('light');
  });

  it('shows the service’s own words when it fails, what to do, and tries again', async () => {
    const page = await fixture().openPage();
    const failing = '**/api/v1/organizations/acme/people?*';
    await page.route(failing, (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        headers: { 'retry-after': '7' },
        body: JSON.stringify(PROBLEM),
      }),
    );
    await page.goto('/o/acme/people');
    const alert = page.getByRole('alert');
    await visible(alert.getByText('The database cannot be reached'));
    await visible(alert.getByText('Holdfast is waiting for its database.'));
    await visible(alert.getByText('Try again in 7 seconds.', { exact: false }));
    await visible(alert.getByText('request-4711'));
    await page.unroute(failing);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await visible(page.getByRole('row', { name: /Ben Patel/ }));
  });

  it('says when the service is not there at all', async () => {
    const page = await fixture().openPage();
    await page.route('**/api/v1/organizations/acme/groups?*', (route) => route.abort('connectionrefused'));
    await page.goto('/o/acme/groups');
    await visible(page.getByRole('alert').getByText('Holdfast cannot be reached'));
  });

  it('asks to sign in again when the session has ended, and comes back', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/acme/mappings');
    await visible(page.getByRole('row', { name: /Acme Admins/ }));
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Groups', exact: true }).click();
    await page.waitForURL(/\/sign-in\?to=/);
    await page.getByLabel('E-mail').fill(FIRST_ADMINISTRATOR.email);
    await page.getByLabel('Password', { exact: true }).fill(FIRST_ADMINISTRATOR.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/o\/acme\/(groups|mappings)$/);
  });

  it('says that an address leads nowhere', async () => {
    const page = await fixture().openPage();
    await page.goto('/o/no-such-organization/people');
    await visible(page.getByText('There is nothing at this address'));
    await page.goto('/o/acme/nothing');
    await visible(page.getByText('There is nothing at this address'));
  });

  it('is sent compressed, under a strict content security policy, and kept by the browser', async () => {
    const { service } = fixture();
    const page = await fetch(service.baseUrl);
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)/);
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(html) ?? [];
    const answer = await fetch(`${service.baseUrl}${script}`, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    const plain = await fetch(`${service.baseUrl}${script}`, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(await answer.text());
  });

  it('prints every time with its zone', async () => {
    const { acme, openPage } = fixture();
    const page = await openPage({ timezoneId: 'Asia/Kolkata' });
    await page.goto(`/o/acme/sync-jobs/${acme.holdJobId}`);
    const times = page.locator('main time');
    await visible(times.first());
    const found = await times.evaluateAll((elements) =>
      elements.map((element) => ({
        machine: element.getAttribute('datetime') ?? '',
        zone: /GMT\+5:30/.test(element.getAttribute('title') ?? ''),
      })),
    );
    expect(found.length).toBeGreaterThan(2);
    for (const { machine, zone } of found) {
      expect(machine).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      expect(zone).toBe(true);
    }
  });
});
