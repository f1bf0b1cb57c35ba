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

/** Failed sign-ins of late; the id says, hashed, who tried. */
export interface AttemptCount extends Doc {
  readonly count: number;
  /** When it is forgotten. */
  readonly until: Instant;
}

/** The body of a large request, apart from its job. `id` is the job's id. */
export interface StoredRequest extends Doc {
  /** As JSON: nobody looks into it, and an engine that takes it apart to store it needs several times as long. */
  readonly text?: string;
  /** How it was stored before that. */
  readonly body?: Json;
}

/** Facts about the installation: one row, id `instance`. */
export interface InstanceRecord extends Doc {
  readonly createdAt: Instant;
  /** Names the installation in queue keys, so that two can share one Redis. */
  readonly installationId: string;
}

/** Whether the installation takes changes: one row, id `instance`, absent until it was ever switched. */
export interface OperatingMode extends Doc {
  readonly readOnly: boolean;
  readonly since: Instant;
  /** Why nothing may change, for whoever is refused. */
  readonly reason?: string;
}

/** What a process that uses the installation is there for. */
export type ProcessKind = 'start' | 'serve' | 'worker';

/** A process that uses the installation; its version rises with every sign of life. */
export interface ProcessRow extends Doc {
  readonly kind: ProcessKind;
  readonly host: string;
  readonly pid: number;
  /** The version of Holdfast it runs. */
  readonly release: string;
  readonly startedAt: Instant;
  readonly seenAt: Instant;
  /** It changes nothing, and nothing it began before is still under way. */
  readonly readOnly: boolean;
}

/** What an installation that is moved here has come to: one row in the target, id `move`. */
export interface MoveRecord extends Doc {
  /** The installation that is moved. */
  readonly installationId: string;
  /** Where it comes from, without credentials. */
  readonly from: string;
  readonly state: 'copying' | 'finished';
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
  readonly progress: { readonly [collection: string]: CollectionProgress };
}

export interface CollectionProgress {
  /** Documents up to this one are there. */
  readonly after?: { readonly tenant: string; readonly id: string };
  readonly copied: number;
  readonly done: boolean;
}
