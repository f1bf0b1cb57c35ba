import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

const TokenRequest = z
  .object({
    grant_type: z.literal('client_credentials'),
    client_id: z.string().optional().describe('Unless the client comes by HTTP Basic'),
    client_secret: z.string().optional().describe('With `client_id`; never in the address'),
    scope: z.string().optional().describe('Whatever is asked for, the token speaks for its connection'),
  })
  .meta({ id: 'AccessTokenRequest' });

const IssuedAccessToken = z
  .object({
    access_token: z.string().describe('For `/scim/v2`, as a bearer token'),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Seconds'),
    scope: z.literal('scim'),
  })
  .meta({ id: 'IssuedAccessToken' });

const OauthProblem = z
  .object({
    error: z.enum([
      'invalid_request',
      'invalid_client',
      'unsupported_grant_type',
      'temporarily_unavailable',
      'server_error',
    ]),
    error_description: z.string().describe('What is wrong and what to do, in a sentence'),
  })
  .meta({ id: 'OauthProblem', description: 'RFC 6749 §5.2' });

const problem = (description: string) => ({
  description,
  content: { 'application/json': { schema: OauthProblem } },
});

/** `POST /oauth/token`, which stands beside `/api/v1` and has errors of its own. */
export const tokenEndpoint: RouteConfig & { readonly servers: { readonly url: string }[] } = {
  operationId: 'issueAccessToken',
  method: 'post',
  path: '/oauth/token',
  servers: [{ url: '/' }],
  tags: ['Connections'],
  summary: 'Get an access token for SCIM with the id and secret of an OAuth client',
  description:
    'Client credentials (RFC 6749 §4.4), for identity providers. The client comes by HTTP Basic or in the body. A token ends with its lifetime, or with the secret it was got with; ask for a new one then, not for each request: more than 5 a second, or 100 at once, get 429 with `Retry-After`.',
  security: [{ oauthClient: [] }, {}],
  request: { body: { required: true, content: { 'application/x-www-form-urlencoded': { schema: TokenRequest } } } },
  responses: {
    200: { description: 'The token', content: { 'application/json': { schema: IssuedAccessToken } } },
    400: problem('The request is not one for client credentials'),
    401: problem('Client id and secret do not work'),
    429: problem('Too many tokens, or too many wrong secrets: come back after `Retry-After` seconds'),
    default: problem('It did not work for a reason of the service'),
  },
};
