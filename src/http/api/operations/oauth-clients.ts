import { z } from 'zod';
import { operation } from '../operation.ts';
import {
  IssuedOauthClient,
  OauthClientInput,
  OauthClientPage,
  RotateOauthSecretInput,
} from '../schemas/oauth-client.ts';
import { paging } from '../schemas/paging.ts';
import { Id } from '../schemas/scalars.ts';
import { inOrganization } from './in-organization.ts';

const tag = 'Connections';
const oneConnection = inOrganization({ connectionId: Id });
const oneClient = inOrganization({ connectionId: Id, oauthClientId: Id });

export const oauthClientOperations = {
  listOauthClients: operation({
    method: 'get',
    path: '/organizations/{organization}/connections/{connectionId}/oauth-clients',
    tag,
    summary: 'List the OAuth clients of a connection',
    action: 'connections.read',
    params: oneConnection,
    query: z.strictObject(paging),
    status: 200,
    answer: OauthClientPage,
  }),
  createOauthClient: operation({
    method: 'post',
    path: '/organizations/{organization}/connections/{connectionId}/oauth-clients',
    tag,
    summary: 'Create an OAuth client',
    description:
      'For identity providers that prefer OAuth 2.0 client credentials to a long-lived token. The secret is in the answer and never shown again. With it, `POST /oauth/token` (form-encoded, `grant_type=client_credentials`, the client by HTTP Basic or as `client_id` and `client_secret`) answers short-lived access tokens for `/scim/v2`.',
    action: 'connections.tokens',
    params: oneConnection,
    body: OauthClientInput,
    status: 201,
    answer: IssuedOauthClient,
  }),
  rotateOauthClientSecret: operation({
    method: 'post',
    path: '/organizations/{organization}/connections/{connectionId}/oauth-clients/{oauthClientId}/rotate',
    tag,
    summary: 'Create a new secret and let the others expire after an overlap',
    action: 'connections.tokens',
    params: oneClient,
    body: RotateOauthSecretInput,
    status: 201,
    answer: IssuedOauthClient,
  }),
  revokeOauthClient: operation({
    method: 'delete',
    path: '/organizations/{organization}/connections/{connectionId}/oauth-clients/{oauthClientId}',
    tag,
    summary: 'Revoke an OAuth client and its access tokens at once',
    action: 'connections.tokens',
    params: oneClient,
    status: 204,
  }),
};
