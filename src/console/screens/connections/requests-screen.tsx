import { SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { connectionRequestPages, diagnosisQuery, WATCH_MS } from '../../api/connection-requests.ts';
import { connectionQuery } from '../../api/connections.ts';
import { usePages } from '../../api/pages.ts';
import { Callout } from '../../components/callout.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { compact } from '../../routing/search-text.ts';
import { REQUEST_CLASSES, type RequestSearch } from '../../routing/searches.ts';
import { useOrganization } from '../../routing/use-organization.ts';
import { ConnectionMistakes } from './connection-mistakes.tsx';
import { RequestTable } from './request-table.tsx';
import { UnmaskRequests } from './unmask-requests.tsx';

const route = getRouteApi('/app/o/$organization/connections/$connectionId/requests');

const CHOICES = [
  { value: '', label: 'All' },
  ...Object.entries(REQUEST_CLASSES).map(([value, label]) => ({ value, label })),
];

/** What an identity provider sent of late, as it arrives. */
export function RequestsScreen() {
  const organization = useOrganization();
  const { connectionId } = route.useParams();
  const { answer } = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const { data: connection, error, refetch, isRefetching } = useQuery(connectionQuery(organization, connectionId));
  const diagnosis = useQuery({ ...diagnosisQuery(organization, connectionId), refetchInterval: WATCH_MS });
  const pages = usePages({
    ...connectionRequestPages(organization, connectionId, answer),
    refetchInterval: WATCH_MS,
  });
  const isUnmasked = connection?.unmaskedUntil !== undefined && Date.parse(connection.unmaskedUntil) > now.getTime();
  const show = (value: string) =>
    navigate({ search: compact({ answer: value || undefined }) as RequestSearch, replace: true });
  return (
    <>
      <PageHeader
        title="Requests"
        back={{
          label: connection?.name ?? 'Connection',
          link: { to: '/o/$organization/connections/$connectionId', params: { organization, connectionId } },
        }}
        description="The latest requests of this connection, as they arrive. Values of people are masked; passwords and tokens are never kept."
        actions={
          connection &&
          connection.state !== 'deleted' && (
            <UnmaskRequests organization={organization} connection={connection} isUnmasked={isUnmasked} />
          )
        }
      />
      {error && !connection ? (
        <ErrorState error={error} onRetry={() => void refetch()} retrying={isRefetching} />
      ) : connection ? (
        <Stack gap="lg">
          {isUnmasked && connection.unmaskedUntil && (
            <Callout tone="attention" icon={<IconEye size={18} />} title="Personal values are being kept">
              This ends by itself <Time at={connection.unmaskedUntil} />. What was kept until then goes with the other
              requests, after some days.
            </Callout>
          )}
          <ConnectionMistakes mistakes={diagnosis.data?.mistakes ?? []} />
          <Section
            padding="flush"
            title="Latest first"
            actions={
              <SegmentedControl
                size="xs"
                aria-label="How they were answered"
                data={CHOICES}
                value={answer ?? ''}
                onChange={show}
              />
            }
          >
            <RequestTable pages={pages} filtered={answer !== undefined} />
          </Section>
        </Stack>
      ) : (
        <Skeleton height={320} radius="lg" aria-busy="true" />
      )}
    </>
  );
}
