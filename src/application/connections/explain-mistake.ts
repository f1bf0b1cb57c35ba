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
): ExplainedMistake => EXPLANATIONS[kind]({ ...circumstances, path: request.path.split('?', 1)[0] ?? '', count });

type Explain = (given: Circumstances & { readonly path: string; readonly count: number }) => ExplainedMistake;

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

const renewToken = ({ type }: Pick<Connection, 'type'>): string =>
  `Choose “Rotate token” here, or “holdfast token rotate”, and enter the new one in ${TOKEN_FIELD[type]} of the identity provider.`;

const EXPLANATIONS: Readonly<Record<ConnectionMistakeKind, Explain>> = {
  missing_scim_path: ({ connection, scimBaseUrl, path }) => ({
    title: 'Requests arrive at the wrong address',
    advice: `The last one came to ${path}. Enter the whole base URL, ${urlFor(connection, scimBaseUrl)}, in ${BASE_URL_FIELD[connection.type]}: the part /scim/v2 belongs to it.`,
  }),
  wrong_base_url: ({ connection, scimBaseUrl, path }) => ({
    title: 'The base URL has too much in it',
    advice: `Requests come to ${path}, where nothing is. Enter exactly ${urlFor(connection, scimBaseUrl)} in ${BASE_URL_FIELD[connection.type]}, without /Users or a second /scim/v2: the identity provider adds the rest.`,
  }),
  expired_token: ({ connection }) => ({ title: 'The token has expired', advice: renewToken(connection) }),
  revoked_token: ({ connection }) => ({ title: 'The token was revoked', advice: renewToken(connection) }),
  wrong_token: ({ connection }) => ({
    title: 'The token is not right',
    advice: `It begins like one of this connection, but is cut off or mistyped. Copy the whole token into ${TOKEN_FIELD[connection.type]} of the identity provider; if it is lost, choose “Rotate token” here, or “holdfast token rotate”.`,
  }),
  missing_user_name: ({ connection }) => ({
    title: 'Users arrive without a userName',
    advice: {
      okta: 'In the app’s General tab or under “Credentials Details”, choose an “Application username format” that is never empty, such as “Okta username” or “Email”.',
      entra:
        'Under “Attribute mapping”, map userPrincipalName (or mail) to userName, and see to it that everybody in scope has that attribute.',
      generic: 'In its attribute mapping, map something that everybody has, such as the e-mail, to userName.',
    }[connection.type],
  }),
  wrong_content_type: () => ({
    title: 'Bodies arrive in a form that is not SCIM',
    advice:
      'Set the content type to application/scim+json (application/json works too), in UTF-8 and not compressed, in the identity provider or in the proxy before Holdfast.',
  }),
  paused: () => ({
    title: 'This connection is paused',
    advice:
      'The identity provider is told to come back later. Choose “Resume” here, or “holdfast connection resume”, when it may go on.',
  }),
  too_fast: ({ count }) => ({
    title: 'Requests come faster than they may',
    advice: `${count === 1 ? 'One was' : `${count} were`} answered 429 of late; the identity provider sends such requests again by itself. If a large first sync takes too long, raise the limit under “Settings”.`,
  }),
  entra_flag_missing: ({ scimBaseUrl }) => ({
    title: 'Entra speaks its old dialect of SCIM',
    advice: `That works, but some changes of groups and managers arrive in a form that other services misread too. Add the flag to “Tenant URL”: ${scimBaseUrl}?aadOptscim062020`,
  }),
};

const urlFor = ({ type }: Pick<Connection, 'type'>, scimBaseUrl: string): string =>
  type === 'entra' ? `${scimBaseUrl}?aadOptscim062020` : scimBaseUrl;
