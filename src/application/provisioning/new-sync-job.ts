import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import type { StoredRequest } from '../ports/rows.ts';

/** Bodies above this size (characters of JSON) become rows of their own, so that job lists stay light. */
const INLINE_REQUEST_CHARS = 4_000;

type NewSyncJob = Pick<SyncJob, 'kind' | 'priority' | 'summary' | 'requestId' | 'subjects'> &
  Partial<Pick<SyncJob, 'id' | 'connectionId' | 'groupId' | 'userId' | 'mappingId'>>;

/** A job as it is first written: queued, due at once, nothing decided. */
export function newSyncJob(app: Pick<Application, 'clock' | 'newId'>, tenant: string, job: NewSyncJob): Draft<SyncJob> {
  const now = app.clock.now();
  return {
    ...job,
    id: job.id ?? app.newId(),
    tenant,
    state: 'queued',
    createdAt: now,
    dueAt: now,
    attempts: 0,
    counts: {},
  };
}

/** Writes a job with the request that caused it, as auditors will see it. */
export function insertSyncJob(
  tx: Pick<Transaction, 'syncJobs' | 'syncJobRequests'>,
  job: Draft<SyncJob>,
  recorded: Json,
): void {
  if (isShort(recorded)) {
    tx.syncJobs.insert({ ...job, request: recorded });
    return;
  }
  tx.syncJobs.insert({ ...job, hasStoredRequest: true });
  tx.syncJobRequests.insert({ id: job.id, tenant: job.tenant, text: JSON.stringify(recorded) });
}

/** The request that caused a job, as auditors will see it; undefined for a job nobody asked for. */
export const requestOf = ({ request }: Pick<SyncJob, 'request'>, stored: StoredRequest | undefined): Json | undefined =>
  request ?? (stored?.text === undefined ? stored?.body : (JSON.parse(stored.text) as Json));

/** Looks no further than it must. */
const isShort = (recorded: Json): boolean => charactersLeft(recorded, INLINE_REQUEST_CHARS) >= 0;

/** Of `most`, once this is written as JSON; negative when it is longer. */
function charactersLeft(value: Json | undefined, most: number): number {
  if (typeof value === 'string') return most - (value.length < most ? JSON.stringify(value).length : value.length + 2);
  if (typeof value !== 'object' || value === null) return most - String(value).length;
  let left = most - 2;
  for (const key in value) {
    if (left < 0) break;
    if (!Array.isArray(value)) left -= key.length + 3;
    left = charactersLeft((value as Readonly<Record<string, Json>>)[key], left - 1);
  }
  return left;
}
