import { expect, it } from '@jest/globals';
import { settled, somebody } from './acme.ts';
import { describeConsole } from './console-fixture.ts';
import { visible } from './expectations.ts';

/** More than one page of everything that comes from people. */
const PEOPLE = 70;

describeConsole('Long lists', (fixture) => {
  it('show a page, then more, without losing or repeating anybody while others arrive', async () => {
    const { acme, api, openPage } = fixture();
    for (let index = 100; index < 100 + PEOPLE; index++) await acme.okta.createUser(somebody(index));
    await settled(api, acme.slug);
    const page = await openPage();
    await page.goto('/o/acme/people');
    const rows = page.getByRole('table', { name: 'People' }).locator('tbody tr');
    await visible(page.getByText(/^50( of \d+)? shown$/));
    expect(await rows.count()).toBe(50);

    await acme.okta.createUser({ givenName: 'Aaron', familyName: 'Early', email: 'aaron@acme.example' });
    await settled(api, acme.slug);
    const everybody = 26 + PEOPLE;
    while ((await rows.count()) < everybody) {
      const before = await rows.count();
      await page.getByRole('button', { name: 'Show more' }).click();
      await page.waitForFunction((count) => document.querySelectorAll('tbody tr').length > count, before);
    }
    const emails = await rows.locator('td:first-child').allTextContents();
    expect(new Set(emails).size).toBe(emails.length);
    expect(emails.filter((text) => text.includes('@acme.example')).length).toBeGreaterThanOrEqual(PEOPLE + 23);
  });
});
