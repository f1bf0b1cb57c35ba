import { z } from 'zod';
import { ConnectionType } from './connection.ts';
import { page, paging } from './paging.ts';
import { Id, Time } from './scalars.ts';

export const RefusalCause = z
  .enum([
    'expired_token',
    'revoked_token',
    'expired_access_token',
    'revoked_access_token',
    'wrong_token',
    'deleted_connection',
    'rate_limit',
    'paused',
    'wrong_address',
  ])
  .meta({ id: 'RefusalCause', description: 'Why it was turned away before anybody looked into it' });

export const ConnectionRequest = z
  .object({
    id: Id,
    at: Time,
    method: z.string(),
    path: z.string().describe('From the root of the service, with its query; values of people masked'),
    status: z.int(),
    cause: RefusalCause.optional(),
    scimType: z.string().optional(),
    detail: z.string().optional().describe('What the client was told about an error'),
    durationMs: z.number(),
    userAgent: z.string().optional(),
    requestId: z.string(),
    tokenId: Id.optional(),
    body: z.unknown().optional().describe('Its shape: values of people masked, long lists cut; never secrets'),
    unmasked: z.boolean().describe('Kept with personal values, because somebody asked for it'),
    skippedBefore: z.int().optional().describe('Requests before it that came too fast to be kept'),
  })
  .meta({ id: 'ConnectionRequest' });
export const ConnectionRequestPage = page(ConnectionRequest).meta({ id: 'ConnectionRequestPage' });
export const ConnectionRequestQuery = z.strictObject({
  ...paging,
  status: z
    .string()
    .regex(/^[1-5](?:\d\d|xx)$/, 'must be a status like 404, or a class like 4xx')
    .optional()
    .describe('A status, like 404, or a class of them, like 4xx'),
});

export const ConnectionMistake = z
  .object({
    kind: z.enum([
      'missing_scim_path',
      'wrong_base_url',
      'expired_token',
      'revoked_token',
      'expired_access_token',
      'revoked_access_token',
      'wrong_token',
      'missing_user_name',
      'entra_flag_missing',
      'too_fast',
      'paused',
      'wrong_content_type',
    ]),
    severity: z.enum(['problem', 'advice']).describe('Requests are refused; or they work, and would work better'),
    title: z.string(),
    advice: z.string().describe('What to do about it, and where'),
    count: z.int().describe('How many of the latest requests show it, since it was last right'),
    lastAt: Time,
    lastRequestId: Id.describe('The latest of them in the list of requests'),
  })
  .meta({ id: 'ConnectionMistake' });
const RecognizedClient = z
  .object({
    name: z.string().describe('For people'),
    by: z.enum(['user_agent', 'behavior']).describe('It says so itself; or only it sends requests of that form'),
    sign: z.string().describe('Its user agent, or what is particular about its requests'),
    connectionType: ConnectionType.describe('The type of connection that fits it'),
  })
  .meta({ id: 'RecognizedClient' });

export const ConnectionDiagnosis = z
  .object({
    requests: z.int().describe('How many of the latest requests were looked at'),
    answered: z.int().describe('How many of them were answered without an error'),
    client: RecognizedClient.optional().describe('Which client they seem to come from, when they show it'),
    userAgent: z.string().optional().describe('What the latest that says so calls itself'),
    lastAt: Time.optional(),
    mistakes: z.array(ConnectionMistake),
  })
  .meta({ id: 'ConnectionDiagnosis' });

export const UnmaskRequests = z
  .strictObject({
    minutes: z.int().min(0).max(1_440).default(60).describe('For how long from now; 0 ends it'),
  })
  .meta({ id: 'UnmaskRequests' });
