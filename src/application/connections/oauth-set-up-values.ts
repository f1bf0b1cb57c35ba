import type { Connection } from '../../domain/provisioning/connection.ts';
import type { SetUpValue } from './set-up-values.ts';

interface OauthValues {
  readonly scimBaseUrl: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
}

const paste = (label: string, value: string): SetUpValue => ({ label, value, copy: true });
const choose = (label: string, value: string): SetUpValue => ({ label, value, copy: false });

/**
 * What an administrator enters in the identity provider in place of a token, under the names its screens use. The secret
 * comes besides.
 */
export function oauthSetUpValues(type: Connection['type'], values: OauthValues): readonly SetUpValue[] {
  const { scimBaseUrl, tokenEndpoint, clientId } = values;
  switch (type) {
    case 'okta':
      return [
        choose('Authentication', 'OAuth 2.0, grant type Client Credentials'),
        paste('Base URL', scimBaseUrl),
        paste('Token endpoint', tokenEndpoint),
        paste('Client ID', clientId),
      ];
    case 'entra':
      return [
        choose('Authentication method', 'OAuth2 Client Credentials Grant'),
        paste('Tenant URL', `${scimBaseUrl}?aadOptscim062020`),
        paste('Token Endpoint', tokenEndpoint),
        paste('Client Identifier', clientId),
      ];
    case 'generic':
      return [
        choose('Authentication', 'OAuth 2.0 client credentials'),
        paste('SCIM base URL', scimBaseUrl),
        paste('Token endpoint', tokenEndpoint),
        paste('Client ID', clientId),
      ];
  }
}
