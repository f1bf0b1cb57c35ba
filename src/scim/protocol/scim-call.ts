import type { Application } from '../../application/application.ts';
import type { ConnectionRequest } from '../../application/provisioning/connection-request.ts';
import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { DirectoryUseCases } from '../directory-use-cases.ts';
import type { GroupStates } from '../lists/group-states.ts';
import type { KnownJson } from '../lists/known-json.ts';
import type { KnownPages } from '../lists/known-pages.ts';
import type { Projection } from '../resource/projection.ts';
import type { ResourceTypes } from '../schema/resource-types.ts';
import type { GroupsOfUser } from '../users/user-memberships.ts';

/** One authenticated SCIM operation, free of HTTP, so that Bulk can make them too. */
export interface ScimCall {
  readonly application: Application;
  readonly directory: DirectoryUseCases;
  readonly groupsOfUser: GroupsOfUser;
  readonly groupStates: GroupStates;
  readonly knownJson: KnownJson;
  readonly knownPages: KnownPages;
  readonly request: ConnectionRequest;
  /** Those of the connection. */
  readonly types: ResourceTypes;
  /** Absolute, without a slash at the end: `https://host/scim/v2`. */
  readonly baseUrl: string;
  /** The person the token is bound to; such a token reaches `/Me` only. */
  readonly directoryUserId?: string | undefined;
  /** The id in the path; empty where the route has none. */
  readonly id: string;
  readonly query: QueryParameters;
  readonly body: Json | undefined;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  /** Counts what the request holds besides itself against the rate of the connection. */
  readonly countFurther: (requests: number) => void;
  /** Whether the client went away, so that nobody reads an answer. */
  readonly isAbandoned: () => boolean;
}

/** The parameters of RFC 7644 §3.4.2, as texts. */
export interface QueryParameters {
  get(name: string): string | null;
}

export interface ScimReply {
  readonly status: number;
  /** A resource or message; its JSON; or that in pieces, when it is too large to hold. An empty piece: send what there is. */
  readonly body?: JsonObject | Buffer | AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
}

export type ScimHandler = (call: ScimCall) => Promise<ScimReply>;

/** A resource on its way to the client. */
export interface Rendering {
  readonly baseUrl: string;
  readonly projection: Projection;
}
