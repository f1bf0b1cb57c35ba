import type { Connection } from '../../domain/provisioning/connection.ts';
import type { ConnectionMistake, ConnectionMistakeKind } from '../../domain/provisioning/connection-mistakes.ts';

export interface ExplainedMistake {
  /** What is wrong, in half a sentence. */
  readonly title: string;
  /** What to do about it, and where. */
  readonly advice: string;
}

interface Circumstances {
  readonly connection: Pick<Connection, 'type'>;
  /** `https://host/scim/v2` */
  readonly scimBaseUrl: string;
}

/** A mistake in plain words, with the names that the identity provider's screens use. */
export const explainMistake = (
  { kind, request, count }: ConnectionMistake,
  circumstances: Circumstances,
): ExplainedMistake => ({
  title: MISTAKE_TITLES[kind],
  advice: ADVICE[kind]({ ...circumstances, path: request.path.split('?', 1)[0] ?? '', count }),
});

type Advise = (given: Circumstances & { readonly path: string; readonly count: number }) => string;

const BASE_URL_FIELD: Readonly<Record<Connection['type'], string>> = {
  okta: '“SCIM connector base URL”',
  entra: '“Tenant URL”',
  generic: 'the SCIM base URL',
};
const TOKEN_FIELD: Readonly<Record<Connection['type'], string>> = {
  okta: 'the “Authorization” field',
  entra: '“Secret Token”',
  generic: 'its token field',
};

const SECRET_FIELD: Readonly<Record<Connection['type'], string>> = {
  okta: '“Client Secret”',
  entra: '“Client Secret”',
  generic: 'its field for the client secret',
};

const renewToken = ({ type }: Pick<Connection, 'type'>): string =>
  `Choose “Rotate token” here, or “holdfast token rotate”, and enter the new one in ${TOKEN_FIELD[type]} of the identity provider.`;

/** What is wrong, in half a sentence. */
export const MISTAKE_TITLES: Readonly<Record<ConnectionMistakeKind, string>> = {
  missing_scim_path: 'Requests arrive at the wrong address',
  wrong_base_url: 'The base URL has too much in it',
  expired_token: 'The token has expired',
  revoked_token: 'The token was revoked',
  expired_access_token: 'An access token has ended',
  revoked_access_token: 'The OAuth client, or its secret, has ended',
  wrong_token: 'The token is not right',
  missing_user_name: 'Users arrive without a userName',
  wrong_content_type: 'Bodies arrive in a form that is not SCIM',
  paused: 'This connection is paused',
  too_fast: 'Requests come faster than they may',
  entra_flag_missing: 'Entra speaks its old dialect of SCIM',
};

const ADVICE: Readonly<Record<ConnectionMistakeKind, Advise>> = {
  missing_scim_path: ({ connection, scimBaseUrl, path }) =>
    `The last one came to ${path}. Enter the whole base URL, ${urlFor(connection, scimBaseUrl)}, in ${BASE_URL_FIELD[connection.type]}: the part /scim/v2 belongs to it.`,
  wrong_base_url: ({ connection, scimBaseUrl, path }) =>
    `Requests come to ${path}, where nothing is. Enter exactly ${urlFor(connection, scimBaseUrl)} in ${BASE_URL_FIELD[connection.type]}, without /Users or a second /scim/v2: the identity provider adds the rest.`,
  expired_token: ({ connection }) => renewToken(connection),
  revoked_token: ({ connection }) => renewToken(connection),
  expired_access_token: () =>
    'That is as it should be: the identity provider gets a new one by itself. If this repeats, check its clock, and that the token endpoint, client id and secret entered there are those of an OAuth client listed here.',
  revoked_access_token: ({ connection }) =>
    `Rotate the secret under “OAuth clients” here, or with “holdfast oauth-client rotate”, and enter the new one in ${SECRET_FIELD[connection.type]} of the identity provider; if the client was revoked, make a new one.`,
  wrong_token: ({ connection }) =>
    `It begins like one of this connection, but is cut off or mistyped. Copy the whole token into ${TOKEN_FIELD[connection.type]} of the identity provider; if it is lost, choose “Rotate token” here, or “holdfast token rotate”.`,
  missing_user_name: ({ connection }) =>
    ({
      okta: 'In the app’s General tab or under “Credentials Details”, choose an “Application username format” that is never empty, such as “Okta username” or “Email”.',
      entra:
        'Under “Attribute mapping”, map userPrincipalName (or mail) to userName, and see to it that everybody in scope has that attribute.',
      generic: 'In its attribute mapping, map something that everybody has, such as the e-mail, to userName.',
    })[connection.type],
  wrong_content_type: () =>
    'Set the content type to application/scim+json (application/json works too), in UTF-8 and not compressed, in the identity provider or in the proxy before Holdfast.',
  paused: () =>
    'The identity provider is told to come back later. Choose “Resume” here, or “holdfast connection resume”, when it may go on.',
  too_fast: ({ count }) =>
    `${count === 1 ? 'One was' : `${count} were`} answered 429 of late; the identity provider sends such requests again by itself. If a large first sync takes too long, raise the limit under “Settings”.`,
  entra_flag_missing: ({ scimBaseUrl }) =>
    `That works, but some changes of groups and managers arrive in a form that other services misread too. Add the flag to “Tenant URL”: ${scimBaseUrl}?aadOptscim062020`,
};

const urlFor = ({ type }: Pick<Connection, 'type'>, scimBaseUrl: string): string =>
  type === 'entra' ? `${scimBaseUrl}?aadOptscim062020` : scimBaseUrl;
