import { Text } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { linkOptions } from '@tanstack/react-router';
import { usePages } from '../../api/pages.ts';
import { syncJobPages } from '../../api/sync-jobs.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { JobStateBadge } from '../../components/job-state-badge.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';

const SHOWN = 6;
const NO_FILTER = {};

export function RecentJobs({ organization }: { readonly organization: string }) {
  const { more: _, ...pages } = usePages(syncJobPages(organization, NO_FILTER, SHOWN));
  return (
    <Section title="Latest sync jobs" padding="flush">
      <DataTable
        label="Latest sync jobs"
        pages={pages}
        rowKey={(job) => job.id}
        rowLink={(job) =>
          linkOptions({ to: '/o/$organization/sync-jobs/$jobId', params: { organization, jobId: job.id } })
        }
        skeletonRows={SHOWN}
        columns={[
          {
            key: 'summary',
            header: 'What',
            cell: (job) => (
              <Text span inherit truncate="end" display="block" title={job.summary}>
                {job.summary}
              </Text>
            ),
          },
          { key: 'state', header: 'State', width: 118, cell: (job) => <JobStateBadge state={job.state} /> },
          { key: 'when', header: 'When', width: 136, cell: (job) => <Time at={job.createdAt} /> },
        ]}
        empty={
          <EmptyState icon={<IconListDetails size={22} />} title="No sync job yet">
            As soon as an identity provider sends a change, it appears here.
          </EmptyState>
        }
      />
    </Section>
  );
}
