import { Text } from '@mantine/core';
import { IconFilterOff, IconListDetails } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { connectionsQuery } from '../../api/connections.ts';
import { usePages } from '../../api/pages.ts';
import { syncJobPages } from '../../api/sync-jobs.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { JobStateBadge } from '../../components/job-state-badge.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { durationText } from '../../components/time-format.ts';
import { LiveBadge } from '../../live/live-badge.tsx';
import { ButtonLink } from '../../routing/router-links.tsx';
import type { JobSearch } from '../../routing/searches.ts';
import { useOrganization } from '../../routing/use-organization.ts';
import { countsText } from './counts-text.ts';
import { JobFilters } from './job-filters.tsx';
import classes from './sync-jobs-screen.module.css';

const route = getRouteApi('/app/o/$organization/sync-jobs');

export function SyncJobsScreen() {
  const organization = useOrganization();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages(syncJobPages(organization, search));
  const connections = useQuery(connectionsQuery(organization));
  const names = new Map(connections.data?.items.map(({ id, name }) => [id, name]));
  const filter = (next: JobSearch) => navigate({ search: next, replace: true });
  const filtered = Object.keys(search).length > 0;
  return (
    <>
      <PageHeader
        title="Sync jobs"
        badge={<LiveBadge />}
        description="Every change that arrived from outside, and what became of each person it concerns."
      />
      <Section padding="flush">
        <JobFilters search={search} onChange={filter} />
        <DataTable
          label="Sync jobs, newest first"
          pages={pages}
          rowKey={(job) => job.id}
          rowLink={(job) =>
            linkOptions({ to: '/o/$organization/sync-jobs/$jobId', params: { organization, jobId: job.id } })
          }
          skeletonRows={10}
          columns={[
            {
              key: 'summary',
              header: 'What',
              cell: (job) => job.summary,
            },
            { key: 'state', header: 'State', width: 132, cell: (job) => <JobStateBadge state={job.state} /> },
            {
              key: 'people',
              header: 'People',
              width: 128,
              cell: (job) => (
                <Text span c="dimmed">
                  {countsText(job.counts) || '–'}
                </Text>
              ),
            },
            {
              key: 'connection',
              header: 'From',
              width: 150,
              optional: true,
              cell: (job) => (
                <Text span c="dimmed">
                  {job.connectionId ? (names.get(job.connectionId) ?? 'a deleted connection') : 'the console'}
                </Text>
              ),
            },
            {
              key: 'took',
              header: 'Took',
              width: 84,
              align: 'end',
              optional: true,
              cell: (job) => (
                <Text span c="dimmed" className={classes.number}>
                  {job.finishedAt ? durationText(Date.parse(job.finishedAt) - Date.parse(job.createdAt)) : '–'}
                </Text>
              ),
            },
            { key: 'when', header: 'Accepted', width: 124, cell: (job) => <Time at={job.createdAt} /> },
          ]}
          empty={
            filtered ? (
              <EmptyState icon={<IconFilterOff size={22} />} title="No sync job fits these filters">
                Loosen a filter, or clear them all.
              </EmptyState>
            ) : (
              <EmptyState
                icon={<IconListDetails size={22} />}
                title="No sync job yet"
                action={
                  <ButtonLink to="/o/$organization/connections" params={{ organization }} variant="default">
                    See the connections
                  </ButtonLink>
                }
              >
                As soon as an identity provider sends a change that concerns somebody’s access, it appears here by
                itself.
              </EmptyState>
            )
          }
        />
      </Section>
    </>
  );
}
