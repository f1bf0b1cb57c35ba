import type { Exchange, Template } from '../player/exchange.ts';
import { listOf, scimError } from './behaviour.ts';

type Body = Exchange['expect']['body'];

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export const get = (step: string, path: string, expect: Exchange['expect']): Exchange => ({
  step,
  method: 'GET',
  path,
  expect,
});

/** Reads what must be there. */
export const reads = (step: string, path: string, body: Body = {}): Exchange =>
  get(step, path, { status: [200], body });

/** Looks for what exactly so many have. */
export const finds = (step: string, path: string, count: number, body: Body = {}): Exchange =>
  reads(step, path, { ...listOf(count), ...body });

export const isGone = (step: string, path: string): Exchange =>
  get(step, path, { status: [404], body: scimError(404) });

export const creates = (step: string, path: string, body: Template, saved: string, expected: Body = {}): Exchange => ({
  step,
  method: 'POST',
  path,
  body,
  expect: { status: [201], body: { id: { $text: true }, ...expected } },
  save: { [saved]: 'id' },
});

export const replaces = (step: string, path: string, body: Template, expected: Body = {}): Exchange => ({
  step,
  method: 'PUT',
  path,
  body,
  expect: { status: [200], body: expected },
});

/** Both answers of RFC 7644 §3.5.2 are fine with every client; what a body says must be right. */
export const patches = (step: string, path: string, operations: Template, expected: Body = {}): Exchange => ({
  step,
  method: 'PATCH',
  path,
  body: { schemas: [PATCH], Operations: operations },
  expect: { status: [200, 204], body: expected },
});

export const deletes = (step: string, path: string): Exchange => ({
  step,
  method: 'DELETE',
  path,
  expect: { status: [200, 204] },
});

/** Reads the group in the variable `theGroup`. */
export const membersAre = (...ids: string[]): Exchange =>
  reads('reads the members', '/Groups/{{theGroup}}', { 'members.*.value': { $sameMembers: ids } });

/** The same request with a token nobody knows. */
export const withWrongToken = (exchange: Exchange): Exchange => ({
  ...exchange,
  step: `${exchange.step}, with a wrong token`,
  headers: { Authorization: 'Bearer not-the-token' },
  expect: { status: [401], body: scimError(401) },
});

/** The same again must do no harm. */
export const twice = (exchange: Exchange): Exchange[] => [
  exchange,
  { ...exchange, step: `${exchange.step}, once more` },
];

/** A member nobody knows may be passed over or refused, but not be a failure of the server. */
export const orRefused = (exchange: Exchange): Exchange => ({
  ...exchange,
  expect: { status: [200, 204, 400, 404] },
});
