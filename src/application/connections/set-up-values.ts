import type { Connection } from '../../domain/provisioning/connection.ts';

export interface SetUpValue {
  readonly label: string;
  readonly value: string;
  /** A text to paste; otherwise an option to choose. */
  readonly copy: boolean;
}

const paste = (label: string, value: string): SetUpValue => ({ label, value, copy: true });
const choose = (label: string, value: string): SetUpValue => ({ label, value, copy: false });

/** What an administrator enters in the identity provider, under the names its screens use. The token comes besides. */
export function setUpValues(type: Connection['type'], scimBaseUrl: string): readonly SetUpValue[] {
  switch (type) {
    case 'okta':
      return [
        paste('SCIM connector base URL', scimBaseUrl),
        paste('Unique identifier field for users', 'userName'),
        choose(
          'Supported provisioning actions',
          'Push New Users, Push Profile Updates, Push Groups, Import New Users and Profile Updates',
        ),
        choose('Authentication Mode', 'HTTP Header'),
        choose('Authorization', 'Bearer, with the token'),
      ];
    case 'entra':
      return [
        choose('Provisioning Mode', 'Automatic'),
        paste('Tenant URL', `${scimBaseUrl}?aadOptscim062020`),
        choose('Secret Token', 'the token'),
      ];
    case 'generic':
      return [
        paste('SCIM base URL', scimBaseUrl),
        choose('SCIM version', '2.0'),
        choose('Authentication', 'Bearer token (OAuth)'),
        choose('Unique identifier for users', 'userName'),
      ];
  }
}
