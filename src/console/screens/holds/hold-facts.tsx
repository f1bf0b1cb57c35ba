import type { Hold } from '../../api/types.ts';
import { CopyableCode } from '../../components/copyable-code.tsx';
import { Facts } from '../../components/facts.tsx';
import { RoleBadge } from '../../components/role-badge.tsx';
import { Time } from '../../components/time.tsx';
import { AnchorLink } from '../../routing/router-links.tsx';

interface HoldFactsProps {
  readonly organization: string;
  readonly hold: Hold;
}

export function HoldFacts({ organization, hold }: HoldFactsProps) {
  const { person, scope, closedBy } = hold;
  return (
    <Facts
      facts={[
        {
          label: 'Person',
          value: (
            <AnchorLink
              inherit
              to="/o/$organization/people/$person"
              params={{ organization, person: person.accountId }}
            >
              {person.email ?? person.accountId}
            </AnchorLink>
          ),
        },
        {
          label: 'Role kept',
          value: <RoleBadge scope={scope} role={scope.kind === 'instance' ? 'instance_admin' : 'admin'} />,
        },
        { label: 'Opened', value: <Time at={hold.openedAt} format="full" /> },
        hold.closedAt !== undefined && { label: 'Closed', value: <Time at={hold.closedAt} format="full" /> },
        closedBy?.email !== undefined && { label: 'Closed by', value: closedBy.email },
        closedBy?.reason !== undefined && { label: 'Reason', value: closedBy.reason },
        closedBy?.jobId !== undefined && {
          label: 'Closing job',
          value: (
            <AnchorLink inherit to="/o/$organization/sync-jobs/$jobId" params={{ organization, jobId: closedBy.jobId }}>
              see the sync job
            </AnchorLink>
          ),
        },
        { label: 'Hold id', value: <CopyableCode value={hold.id} /> },
      ]}
    />
  );
}
