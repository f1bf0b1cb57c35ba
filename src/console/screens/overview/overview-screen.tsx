import { Grid, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { organizationQuery, overviewQuery } from '../../api/organizations.ts';
import type { Overview } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { durationText } from '../../components/time-format.ts';
import { counted } from '../../components/words.ts';
import { LiveBadge } from '../../live/live-badge.tsx';
import { AnchorLink, ButtonLink } from '../../routing/router-links.tsx';
import { useOrganization } from '../../routing/use-organization.ts';
import { ConnectionsSummary } from './connections-summary.tsx';
import { FirstSteps } from './first-steps.tsx';
import { OverviewNumbers } from './overview-numbers.tsx';
import { RecentJobs } from './recent-jobs.tsx';
import { SyncHealthLine } from './sync-health-line.tsx';

// The chart library is most of this screen's weight; the numbers do not wait for it.
const JobsChart = lazy(async () => ({ default: (await import('./jobs-chart.tsx')).JobsChart }));

export function OverviewScreen() {
  const organization = useOrganization();
  const { data: details } = useQuery(organizationQuery(organization));
  const { data, error, refetch, isRefetching } = useQuery(overviewQuery(organization));
  return (
    <>
      <PageHeader
        title={details?.name ?? 'Overview'}
        badge={<LiveBadge />}
        description={data ? <SyncHealthLine overview={data} /> : <Skeleton height={14} width={320} mt={6} />}
      />
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} retrying={isRefetching} />
      ) : data ? (
        <OverviewContent organization={organization} overview={data} />
      ) : (
        <OverviewSkeleton />
      )}
    </>
  );
}

interface OverviewContentProps {
  readonly organization: string;
  readonly overview: Overview;
}

function OverviewContent({ organization, overview }: OverviewContentProps) {
  if (overview.connections.every(({ state }) => state === 'deleted')) return <FirstSteps organization={organization} />;
  return (
    <Stack gap="lg">
      {overview.openHolds > 0 && (
        <Callout
          tone="attention"
          icon={<IconHandStop size={20} />}
          title={`${counted(overview.openHolds, 'change waits', 'changes wait')} for another administrator or a decision`}
          action={
            <ButtonLink size="xs" variant="default" to="/o/$organization/holds" params={{ organization }}>
              Review holds
            </ButtonLink>
          }
        >
          Nothing was lost: the roles stay until the holds are resolved.
          {overview.oldestOpenHoldSeconds !== undefined &&
            ` The oldest has been open for ${durationText(overview.oldestOpenHoldSeconds * 1000)}.`}
        </Callout>
      )}
      <OverviewNumbers organization={organization} overview={overview} />
      <Section
        title="Sync jobs in the last 24 hours"
        actions={
          <AnchorLink size="sm" to="/o/$organization/sync-jobs" params={{ organization }}>
            All sync jobs
          </AnchorLink>
        }
      >
        {overview.jobsPerHour.some(({ total }) => total > 0) ? (
          <Suspense fallback={<Skeleton height={220} aria-busy="true" />}>
            <JobsChart hours={overview.jobsPerHour} />
          </Suspense>
        ) : (
          <Text c="dimmed" py="xl" ta="center">
            No change arrived in the last 24 hours.
          </Text>
        )}
      </Section>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <RecentJobs organization={organization} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <ConnectionsSummary organization={organization} connections={overview.connections} />
        </Grid.Col>
      </Grid>
      <Text size="xs" c="dimmed">
        Why does somebody have a role? Open the person under{' '}
        <AnchorLink underline="always" size="xs" to="/o/$organization/people" params={{ organization }}>
          People
        </AnchorLink>
        : every role is followed back to the request that brought it.
      </Text>
    </Stack>
  );
}

function OverviewSkeleton() {
  return (
    <Stack gap="lg" aria-busy="true" aria-label="Loading the overview">
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} height={88} radius="lg" />
        ))}
      </SimpleGrid>
      <Skeleton height={290} radius="lg" />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Skeleton height={220} radius="lg" />
        <Skeleton height={220} radius="lg" />
      </SimpleGrid>
    </Stack>
  );
}
