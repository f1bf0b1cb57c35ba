import { IconListDetails } from '@tabler/icons-react';
import { linkOptions } from '@tanstack/react-router';
import { usePages } from '../../api/pages.ts';
import { syncJobPages } from '../../api/sync-jobs.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { JobStateBadge } from '../../components/job-state-badge.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { AnchorLink } from '../../routing/router-links.tsx';

const SHOWN = 8;

interface PersonJobsProps {
  readonly organization: string;
  readonly accountId: string;
}

/** The latest changes that concerned this person. */
export function PersonJobs({ organization, accountId }: PersonJobsProps) {
  const { more, ...pages } = usePages(syncJobPages(organization, { person: accountId }, SHOWN));
  return (
    <Section
      title="Latest sync jobs"
      padding="flush"
      actions={
        more && (
          <AnchorLink
            size="sm"
            to="/o/$organization/sync-jobs"
            params={{ organization }}
            search={{ person: accountId }}
          >
            All about this person
          </AnchorLink>
        )
      }
    >
      <DataTable
        label="Latest sync jobs about this person"
        pages={pages}
        rowKey={(job) => job.id}
        rowLink={(job) =>
          linkOptions({ to: '/o/$organization/sync-jobs/$jobId', params: { organization, jobId: job.id } })
        }
        skeletonRows={3}
        columns={[
          { key: 'summary', header: 'What', cell: (job) => job.summary },
          { key: 'state', header: 'State', width: 140, cell: (job) => <JobStateBadge state={job.state} /> },
          { key: 'when', header: 'Accepted', width: 130, cell: (job) => <Time at={job.createdAt} /> },
        ]}
        empty={
          <EmptyState icon={<IconListDetails size={22} />} title="No sync job about this person">
            No identity provider has changed anything about them.
          </EmptyState>
        }
      />
    </Section>
  );
}
