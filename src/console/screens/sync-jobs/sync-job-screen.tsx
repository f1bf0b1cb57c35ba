import { Button, Grid, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconHandStop, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { retrySyncJob, syncJobQuery } from '../../api/sync-jobs.ts';
import type { SyncJobDetail } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { JobStateBadge } from '../../components/job-state-badge.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { done, failed } from '../../components/toast.ts';
import { ButtonLink } from '../../routing/router-links.tsx';
import { useOrganization } from '../../routing/use-organization.ts';
import { JobFacts } from './job-facts.tsx';
import { JobOutcomes } from './job-outcomes.tsx';
import { jobSentence } from './job-sentence.ts';
import { JobTimeline } from './job-timeline.tsx';

const route = getRouteApi('/app/o/$organization/sync-jobs/$jobId');

/** What the error of a job means; in any other state the job is still going to be tried again. */
const ERROR_TITLES: Partial<Record<SyncJobDetail['state'], string>> = {
  failed: 'It failed',
  refused: 'It was refused',
};

export function SyncJobScreen() {
  const organization = useOrganization();
  const { jobId } = route.useParams();
  const { data: job, error, refetch, isRefetching } = useQuery(syncJobQuery(organization, jobId));
  const retry = useMutation({
    mutationFn: () => retrySyncJob(organization, jobId),
    onSuccess: () => done('Queued again'),
    onError: failed('The job was not queued again'),
  });
  return (
    <>
      <PageHeader
        title={job?.summary ?? 'Sync job'}
        back={{ label: 'Sync jobs', link: { to: '/o/$organization/sync-jobs', params: { organization } } }}
        badge={job && <JobStateBadge state={job.state} />}
        description={job ? jobSentence(job) : undefined}
        actions={
          job?.state === 'failed' && (
            <Button
              leftSection={<IconRefresh size={15} aria-hidden />}
              loading={retry.isPending}
              onClick={() => retry.mutate()}
            >
              Retry
            </Button>
          )
        }
      />
      {error && !job ? (
        <ErrorState error={error} onRetry={() => void refetch()} retrying={isRefetching} />
      ) : job ? (
        <JobContent key={job.id} organization={organization} job={job} />
      ) : (
        <Skeleton height={320} radius="lg" aria-busy="true" />
      )}
    </>
  );
}

function JobContent({ organization, job }: { readonly organization: string; readonly job: SyncJobDetail }) {
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="lg">
          {job.error && (
            <Callout
              tone="bad"
              icon={<IconAlertTriangle size={20} />}
              title={ERROR_TITLES[job.state] ?? 'An attempt failed'}
            >
              <Text>{job.error}</Text>
              {job.state !== 'refused' && (
                <Text c="dimmed" mt={4}>
                  Nothing is half-done: what was decided before stays, the rest was not touched.
                </Text>
              )}
            </Callout>
          )}
          {job.holds.map((hold) => (
            <Callout
              key={hold.id}
              tone="attention"
              icon={<IconHandStop size={20} />}
              title={`${hold.email} is still administrator`}
              action={
                <ButtonLink
                  size="xs"
                  variant="default"
                  to="/o/$organization/holds/$holdId"
                  params={{ organization, holdId: hold.id }}
                >
                  Open the hold
                </ButtonLink>
              }
            >
              The guard refused to remove the last administrator. The change is kept in a hold: it completes by itself
              as soon as another administrator can sign in, or from the hold.
            </Callout>
          ))}
          <JobOutcomes organization={organization} job={job} />
          {job.request !== undefined && (
            <Section title="The request" description="As it arrived, with secrets removed.">
              <JsonView label="Show the request" value={job.request} />
            </Section>
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Stack gap="lg">
          <Section title="Course">
            <JobTimeline job={job} />
          </Section>
          <Section title="Details">
            <JobFacts organization={organization} job={job} />
          </Section>
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
