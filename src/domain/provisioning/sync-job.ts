import type { Instant } from '../instant.ts';
import type { Json } from './directory-user.ts';
import type { AttributeMatch } from './role-mapping.ts';

export type SyncJobState =
  | 'queued'
  | 'running'
  | 'applied'
  | 'partly_applied'
  | 'held'
  | 'refused'
  | 'failed'
  | 'discarded'
  | 'superseded';

/** Which way a job moves: transitions that may happen, and no others. `refused` is born so (reject mode). */
export const SYNC_JOB_TRANSITIONS: Readonly<Record<SyncJobState, readonly SyncJobState[]>> = {
  queued: ['running', 'applied', 'partly_applied', 'held', 'failed', 'superseded'],
  running: ['queued', 'applied', 'partly_applied', 'held', 'failed'],
  applied: [],
  partly_applied: ['queued', 'discarded', 'superseded'],
  held: ['queued', 'discarded', 'superseded'],
  refused: [],
  failed: ['queued'],
  discarded: [],
  superseded: [],
};

export const canBecome = (from: SyncJobState, to: SyncJobState): boolean => SYNC_JOB_TRANSITIONS[from].includes(to);

/** A job in one of these states is not going to change by itself, except a held one when its hold ends. */
export const isResting = (state: SyncJobState): boolean => state !== 'queued' && state !== 'running';

/** Removals outrun everything and have a worker slot of their own; bulk pushes come last. */
export type PriorityClass = 'removal' | 'change' | 'bulk';

/** What happened outside, in the field's terms. */
export type SyncJobKind =
  | 'user_created'
  | 'user_changed'
  | 'user_deactivated'
  | 'user_reactivated'
  | 'user_deleted'
  | 'group_created'
  | 'group_changed'
  | 'group_members_changed'
  | 'group_deleted'
  | 'mapping_created'
  | 'mapping_changed'
  | 'mapping_deleted'
  | 'connection_deleted'
  | 'exception_ended'
  | 'recheck';

/**
 * Whom the job decides about. `accounts` lists them (few); the others are found in the database, in account order, as
 * tombstones ∪ current members ∪ holders of grants from the source.
 */
export type SyncJobSubjects =
  | { readonly kind: 'accounts'; readonly accountIds: readonly string[] }
  | { readonly kind: 'touched_members'; readonly groupId: string }
  | { readonly kind: 'group'; readonly groupId: string }
  | {
      readonly kind: 'mapping';
      readonly mappingId: string;
      readonly groupIds: readonly string[];
      /** Users who have these values are subjects, too. */
      readonly values?: readonly AttributeMatch[];
    }
  | { readonly kind: 'connection'; readonly connectionId: string };

/** One accepted change from outside and what became of it: the unit auditors read. */
export interface SyncJob {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly kind: SyncJobKind;
  readonly state: SyncJobState;
  readonly priority: PriorityClass;
  readonly connectionId?: string;
  readonly groupId?: string;
  readonly userId?: string;
  readonly mappingId?: string;
  /** One sentence for people: "Deactivate ana@acme.example". */
  readonly summary: string;
  readonly requestId: string;
  /** The request as it came, with secrets removed; large bodies are rows of their own (`hasStoredRequest`). */
  readonly request?: Json;
  readonly hasStoredRequest?: boolean;
  readonly subjects: SyncJobSubjects;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  /** How many times it was started without reaching a resting state. */
  readonly attempts: number;
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant;
  /** While running: until when nobody else should take it up. */
  readonly leaseUntil?: Instant;
  /** Where a long job stands. */
  readonly progress?: SyncJobProgress;
  /** How many subjects ended each way so far. */
  readonly counts: Readonly<Partial<Record<SubjectVerdict, number>>>;
  /** Set when a hold ended: only the subjects still held are decided again. */
  readonly resumesHeld?: boolean;
  /** Plain sentence of the last failure; no internals. */
  readonly error?: string;
}

export interface SyncJobProgress {
  /** First pass: everybody but those who lose an administrator role. Second: those, in guard order. */
  readonly pass: 'first' | 'losers';
  /** Account id (first pass) or guard-order key (losers) after which to continue. */
  readonly after?: string;
  readonly done: number;
}

/** What became of one subject of a job. */
export type SubjectVerdict =
  | 'applied'
  | 'unchanged'
  | 'held'
  | 'deferred'
  | 'exempted'
  | 'discarded'
  | 'superseded'
  | 'unlinked';

/** The outcome of one subject of one job: a row of its own, so no document grows with a job. */
export interface SyncJobOutcome {
  /** `${jobId}:${accountId}` */
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly jobId: string;
  readonly accountId: string;
  readonly verdict: SubjectVerdict;
  /** Orders the deferred losers of a long job: least recent sign-in first, then id. */
  readonly guardOrder?: string;
  /** Scope key → role, before and after. */
  readonly rolesBefore: Readonly<Record<string, string>>;
  readonly rolesAfter: Readonly<Record<string, string>>;
  readonly membershipBefore?: string;
  readonly membershipAfter?: string;
  readonly sessionsEnded?: number;
  /** What the guard said, in one sentence, when it had a say. */
  readonly guard?: string;
  readonly decidedAt: Instant;
  /** From acceptance to decision. */
  readonly latencyMs: number;
}

export const outcomeId = (jobId: string, accountId: string): string => `${jobId}:${accountId}`;

/**
 * The resting state of a job whose subjects are all decided.
 * Held and applied subjects together make it partly applied; only held ones make it held.
 */
export function restingState(counts: SyncJob['counts']): 'applied' | 'partly_applied' | 'held' {
  if (!counts.held) return 'applied';
  return counts.applied ? 'partly_applied' : 'held';
}
