import type { Reads } from '../../application/ports/database.ts';
import { type Condition, eq, isIn, or } from '../../application/ports/query.ts';
import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import type { SyncJob, SyncJobOutcome } from '../../domain/provisioning/sync-job.ts';

/** A person's history is looked up this far back. */
const MOST_OUTCOMES = 5_000;

/** The jobs that decided about a person, and those that name one of their directory records and are still to be decided. */
export async function jobsOfPerson(reads: Reads, tenant: string, accountId: string): Promise<Condition<SyncJob>> {
  const [outcomes, records] = await Promise.all([
    reads.syncJobOutcomes.find(tenant, {
      where: eq<SyncJobOutcome>('accountId', accountId),
      sort: [{ field: 'decidedAt', direction: 'descending' }],
      limit: MOST_OUTCOMES,
    }),
    reads.directoryUsers.find(tenant, { where: eq<DirectoryUser>('accountId', accountId) }),
  ]);
  return or(
    isIn(
      'id',
      outcomes.map((outcome) => outcome.jobId),
    ),
    isIn(
      'userId',
      records.map((record) => record.id),
    ),
  );
}
