import type { Instant } from '../../domain/instant.ts';
import type { OauthClient, OauthSecret } from '../../domain/provisioning/oauth-client.ts';
import { createSecret, hashSecret, secretMatches } from '../accounts/secret.ts';
import type { Application } from '../application.ts';
import { InvalidInput } from '../errors.ts';

const PREFIX = 'hfs_';
const SHAPE = /^hfs_[A-Za-z0-9_-]{43}$/;
const CLIENT_ID = /^hfc_([A-Za-z0-9-]{1,64})_([A-Za-z0-9-]{1,64})$/;

/** What is entered as client id: names the organization, whose documents lie together, and the client. Not a secret. */
export const formatClientId = (client: Pick<OauthClient, 'tenant' | 'id'>): string =>
  `hfc_${client.tenant}_${client.id}`;

export function parseClientId(clientId: string): { readonly tenant: string; readonly id: string } | undefined {
  const [, tenant, id] = CLIENT_ID.exec(clientId) ?? [];
  return tenant && id ? { tenant, id } : undefined;
}

/** A client as it is handed out when it was created or rotated: the only time its secret is shown. */
export interface IssuedOauthClient {
  readonly client: OauthClient;
  readonly clientSecret: string;
}

/** @throws InvalidInput when `expiresAt` has passed. */
export function newOauthSecret(
  app: Pick<Application, 'clock' | 'newId'>,
  expiresAt: Instant | undefined,
): { readonly clientSecret: string; readonly secret: OauthSecret } {
  const createdAt = app.clock.now();
  if (expiresAt !== undefined && expiresAt <= createdAt) throw new InvalidInput('expiresAt', 'This time has passed');
  const clientSecret = `${PREFIX}${createSecret()}`;
  const secret = { id: app.newId(), hash: hashSecret(clientSecret), createdAt, ...(expiresAt && { expiresAt }) };
  return { clientSecret, secret };
}

/** Which of the client's secrets this is. Every one is compared, whichever fits. */
export function matchingSecret(client: OauthClient, clientSecret: string): OauthSecret | undefined {
  if (!SHAPE.test(clientSecret)) return undefined;
  const [found] = client.secrets.filter(({ hash }) => secretMatches(clientSecret, hash));
  return found;
}
