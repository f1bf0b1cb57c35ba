import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import { LIST_RESPONSE } from '../schema/schema-urns.ts';
import type { Page } from './read-page.ts';

/** RFC 7644 §3.4.2; `itemsPerPage` is what this page holds. */
export const listResponse = (
  resources: readonly JsonObject[],
  totalResults: number,
  { startIndex }: Pick<Page, 'startIndex'>,
): JsonObject => ({
  schemas: [LIST_RESPONSE],
  totalResults,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
});
