import { Text } from '@mantine/core';
import { IconLock, IconServer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { operationStateQuery } from '../../api/operation-state.ts';
import { Callout } from '../../components/callout.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { ProcessStateBadge } from './process-state-badge.tsx';

const KINDS = { start: 'API, console and worker', serve: 'API and console', worker: 'Worker' } as const;

export function ProcessesScreen() {
  const { data, error, refetch, isRefetching } = useQuery(operationStateQuery);
  const { readOnly, processes } = data ?? {};
  return (
    <>
      <PageHeader
        title="Processes"
        description="What runs Holdfast right now. Processes share only the database and the queue: start more of either kind to take more load."
      />
      {readOnly && (
        <Callout tone="attention" icon={<IconLock size={18} />} title="The installation takes no changes" role="status">
          Read-only since <Time at={readOnly.since} />
          {readOnly.reason ? `: ${readOnly.reason}` : ''}. SCIM and the API refuse changes with 503, and workers take no
          jobs, until an operator runs <code>holdfast read-only off</code>.
        </Callout>
      )}
      <Section padding="flush">
        <DataTable
          label="Processes"
          pages={{ rows: processes, error, refetch: () => void refetch(), refetching: isRefetching }}
          rowKey={(row) => row.id}
          skeletonRows={2}
          columns={[
            {
              key: 'process',
              header: 'Process',
              cell: ({ kind, host, pid }) => (
                <>
                  <div>{KINDS[kind]}</div>
                  <Text span c="dimmed" size="sm">
                    {host}, process {pid}
                  </Text>
                </>
              ),
            },
            { key: 'state', header: 'State', width: 150, cell: (row) => <ProcessStateBadge process={row} /> },
            { key: 'release', header: 'Version', width: 110, optional: true, cell: ({ release }) => release },
            { key: 'started', header: 'Started', width: 140, cell: ({ startedAt }) => <Time at={startedAt} /> },
            {
              key: 'seen',
              header: 'Last seen',
              width: 140,
              optional: true,
              cell: ({ seenAt }) => <Time at={seenAt} />,
            },
          ]}
          empty={
            <EmptyState icon={<IconServer size={20} />} title="No process was seen within a day">
              Processes write down every two seconds that they are alive. Look at the log of the one that answers you.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}
