import type { Locator, Page } from 'playwright-core';

/** Waits until it can be seen; fails with what was looked for. */
export const visible = (locator: Locator): Promise<void> => locator.waitFor({ state: 'visible' });

export const gone = (locator: Locator): Promise<void> => locator.waitFor({ state: 'detached' });

/** Opens a select found by its label and picks an option. */
export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .first()
    .click();
  await page.getByRole('option', { name: option }).first().click();
}
