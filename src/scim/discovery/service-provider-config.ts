import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import { MAX_BULK_OPERATIONS, MAX_BULK_PAYLOAD_BYTES } from '../bulk/bulk-limits.ts';
import { CURSOR_TIMEOUT_SECONDS } from '../lists/cursor-seal.ts';
import { DEFAULT_COUNT, MAX_RESULTS } from '../lists/read-page.ts';

/** What this service supports (RFC 7643 §5, RFC 9865 §4). authentik insists on a numeric `bulk.maxOperations`. */
export const serviceProviderConfig = (baseUrl: string): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: true, maxOperations: MAX_BULK_OPERATIONS, maxPayloadSize: MAX_BULK_PAYLOAD_BYTES },
  filter: { supported: true, maxResults: MAX_RESULTS },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  pagination: {
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize: DEFAULT_COUNT,
    maxPageSize: MAX_RESULTS,
    cursorTimeout: CURSOR_TIMEOUT_SECONDS,
  },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'OAuth Bearer Token',
      description: 'The bearer token of a Holdfast connection',
      specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
      primary: true,
    },
    {
      type: 'oauth2',
      name: 'OAuth 2.0 client credentials',
      description:
        'A short-lived access token, got at the token endpoint with the client id and secret of an OAuth client',
      specUri: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.4',
      primary: false,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
});
