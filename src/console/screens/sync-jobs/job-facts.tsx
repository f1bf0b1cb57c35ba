import type { SyncJobDetail } from '../../api/types.ts';
import { CopyableCode } from '../../components/copyable-code.tsx';
import { Facts } from '../../components/facts.tsx';
import { JOB_KINDS } from '../../components/job-kinds.ts';
import { AnchorLink } from '../../routing/router-links.tsx';

const PRIORITIES = {
  removal: 'first (it takes access away)',
  change: 'normal',
  bulk: 'last (a big push)',
} as const;

interface JobFactsProps {
  readonly organization: string;
  readonly job: SyncJobDetail;
}

export function JobFacts({ organization, job }: JobFactsProps) {
  return (
    <Facts
      facts={[
        { label: 'Kind', value: JOB_KINDS[job.kind] },
        job.connectionId !== undefined && {
          label: 'Connection',
          value: (
            <AnchorLink
              inherit
              to="/o/$organization/connections/$connectionId"
              params={{ organization, connectionId: job.connectionId }}
            >
              {job.connectionName ?? 'deleted'}
            </AnchorLink>
          ),
        },
        job.groupId !== undefined && {
          label: 'Group',
          value: (
            <AnchorLink inherit to="/o/$organization/users" params={{ organization }} search={{ group: job.groupId }}>
              {job.groupName ?? 'deleted'}
            </AnchorLink>
          ),
        },
        job.userId !== undefined && { label: 'User', value: job.userName ?? 'deleted' },
        job.mappingId !== undefined && {
          label: 'Role mapping',
          value: (
            <AnchorLink inherit to="/o/$organization/mappings" params={{ organization }}>
              see role mappings
            </AnchorLink>
          ),
        },
        { label: 'Turn', value: PRIORITIES[job.priority] },
        job.attempts > 0 && { label: 'Failed starts', value: job.attempts },
        { label: 'Request id', value: <CopyableCode value={job.requestId} /> },
        { label: 'Job id', value: <CopyableCode value={job.id} /> },
      ]}
    />
  );
}
