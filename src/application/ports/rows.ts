import type { Instant } from '../../domain/instant.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { Doc } from './collection.ts';

/** A row that only exists to be bumped: subjects (id = account id), fences (id = scope key). */
export type VersionRow = Doc;

/** Work that one process at a time does: the relay, the sweeps. */
export interface Lease extends Doc {
  readonly holder: string;
  readonly until: Instant;
}

/** The body of a large request, apart from its job. `id` is the job's id. */
export interface StoredRequest extends Doc {
  readonly body: Json;
}

/** Facts about the installation: one row, id `instance`. */
export interface InstanceRecord extends Doc {
  readonly createdAt: Instant;
  /** Names the installation in queue keys, so that two can share one Redis. */
  readonly installationId: string;
}
