import type { Exchange, Provider, Template } from '../player/exchange.ts';

/** Something an identity provider relies on, and the requests that show whether it is so. */
export interface Behaviour {
  /** What the server does, as a claim. */
  readonly claim: string;
  readonly exchanges: readonly Exchange[];
  /** Variables for these exchanges, put together from those that are known. */
  readonly using?: { readonly [variable: string]: Template };
  /** Variables to remember under another name: new name → name. */
  readonly keep?: { readonly [name: string]: string };
}

/** All that is rehearsed of one client. Behaviours build on those before them. */
export interface Rehearsal {
  /** How it is asked for: `okta-catalog`. */
  readonly id: string;
  readonly provider: Provider;
  readonly behaviours: readonly Behaviour[];
}

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** The body of every list. */
export const listOf = (count: number) => ({ 'schemas.0': LIST, totalResults: count, Resources: { $count: count } });

/** The body of a list whose length is for others to say. */
export const someList = { 'schemas.0': LIST, totalResults: { $atLeast: 0 } };

/** The body of every error; some servers send the status as a number. */
export const scimError = (status: number) => ({
  'schemas.0': ERROR,
  status: { $oneOf: [String(status), status] },
});
