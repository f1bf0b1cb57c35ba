import type { GrantDraft } from '../../domain/provisioning/plan.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { LoadedSubjects } from './load-subjects.ts';

/**
 * The job that gave a person this grant. A reconcile decides from all that is there, so it may give what the job of
 * another request, still waiting, is about; the answer to "why" must name that one. It is the latest of: the job that
 * made the person a member of the group, the job of the mapping's last edit, and those of the deciding jobs that are
 * about the person or the group. Ids are ordered by time.
 */
export function causeOfGrant(
  { source }: GrantDraft,
  accountId: string,
  loaded: Pick<LoadedSubjects, 'joinedBy' | 'rules'>,
  deciding: readonly SyncJob[],
): string | undefined {
  const first = deciding[0]?.id;
  if (source.kind !== 'mapping') return first;
  const { groupId, mappingId } = source;
  const about = deciding.filter(
    (job) => job.userId !== undefined || (groupId !== undefined && job.groupId === groupId),
  );
  const causes = [
    groupId === undefined ? undefined : loaded.joinedBy.get(accountId)?.get(groupId),
    loaded.rules.mappings.find((mapping) => mapping.id === mappingId)?.touchedByJob,
    ...about.map((job) => job.id),
  ].filter((id) => id !== undefined);
  return (
    causes.reduce<string | undefined>((latest, id) => (latest !== undefined && latest > id ? latest : id), undefined) ??
    first
  );
}
