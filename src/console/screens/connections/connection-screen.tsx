import { Button, Grid, SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { connectionQuery, pauseConnection, resumeConnection } from '../../api/connections.ts';
import type { Connection } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { ConnectionStateBadge } from '../../components/connection-state-badge.tsx';
import { CONNECTION_TYPES } from '../../components/connection-types.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { Stat } from '../../components/stat.tsx';
import { Time } from '../../components/time.tsx';
import { done, failed } from '../../components/toast.ts';
import { useOrganization } from '../../routing/use-organization.ts';
import { ConnectionSettings } from './connection-settings.tsx';
import { ConnectionTokens } from './connection-tokens.tsx';
import { DeleteConnection } from './delete-connection.tsx';
import { ExtensionSchemas } from './extension-schemas.tsx';
import { FirstRequest } from './first-request.tsx';
import { LatestRequests } from './latest-requests.tsx';
import { OauthClients } from './oauth-clients.tsx';
import { RehearseConnection } from './rehearse-connection.tsx';
import { SetUpGuide } from './set-up-guide.tsx';

const route = getRouteApi('/app/o/$organization/connections/$connectionId');

export function ConnectionScreen() {
  const organization = useOrganization();
  const { connectionId } = route.useParams();
  const { data, error, refetch, isRefetching } = useQuery(connectionQuery(organization, connectionId));
  const paused = data?.state === 'paused';
  const pause = useMutation({
    mutationFn: () => (paused ? resumeConnection : pauseConnection)(organization, connectionId),
    onSuccess: () => done(paused ? 'Resumed: requests are accepted again' : 'Paused: requests are answered “later”'),
    onError: failed(paused ? 'Not resumed' : 'Not paused'),
  });
  return (
    <>
      <PageHeader
        title={data?.name ?? 'Connection'}
        back={{ label: 'Connections', link: { to: '/o/$organization/connections', params: { organization } } }}
        badge={
          data && (
            <ConnectionStateBadge
              state={data.state}
              {...(data.lastRequestAt ? { lastRequestAt: data.lastRequestAt } : {})}
            />
          )
        }
        description={
          data && (
            <>
              {CONNECTION_TYPES[data.type].name} · created <Time at={data.createdAt} />
            </>
          )
        }
        actions={
          data &&
          data.state !== 'deleted' && (
            <Button
              variant="default"
              leftSection={
                paused ? <IconPlayerPlay size={15} aria-hidden /> : <IconPlayerPause size={15} aria-hidden />
              }
              loading={pause.isPending}
              onClick={() => pause.mutate()}
            >
              {paused ? 'Resume' : 'Pause'}
            </Button>
          )
        }
      />
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} retrying={isRefetching} />
      ) : data ? (
        <ConnectionContent organization={organization} connection={data} />
      ) : (
        <Skeleton height={320} radius="lg" aria-busy="true" />
      )}
    </>
  );
}

interface ConnectionContentProps {
  readonly organization: string;
  readonly connection: Connection;
}

function ConnectionContent({ organization, connection }: ConnectionContentProps) {
  const params = { organization };
  const search = { connection: connection.id };
  return (
    <Stack gap="lg">
      {connection.state === 'paused' && (
        <Callout tone="attention" icon={<IconPlayerPause size={18} />} title="This connection is paused">
          The identity provider is told to come back later (503 with Retry-After), its jobs wait, and everybody’s access
          stays as it is.
        </Callout>
      )}
      {connection.state === 'active' && !connection.lastRequestAt && (
        <FirstRequest organization={organization} connectionId={connection.id} />
      )}
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
        <Stat
          label="Users"
          value={connection.counts.users.toLocaleString()}
          note={`${connection.counts.activeUsers.toLocaleString()} active in the directory`}
          link={linkOptions({ to: '/o/$organization/users', params, search })}
        />
        <Stat
          label="Groups"
          value={connection.counts.groups.toLocaleString()}
          note="pushed over this connection"
          link={linkOptions({ to: '/o/$organization/groups', params, search })}
        />
        <Stat
          label="Last request"
          value={connection.lastRequestAt ? <Time at={connection.lastRequestAt} /> : 'none yet'}
          note="see the sync jobs it brought"
          link={linkOptions({ to: '/o/$organization/sync-jobs', params, search })}
        />
      </SimpleGrid>
      <LatestRequests organization={organization} connectionId={connection.id} type={connection.type} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap="lg">
            <ConnectionTokens organization={organization} connection={connection} />
            <OauthClients organization={organization} connection={connection} />
            <ExtensionSchemas organization={organization} connection={connection} />
            <Section title={`Set-up in ${CONNECTION_TYPES[connection.type].name}`}>
              <Disclosure label="Steps, and values to paste" openedAtFirst={!connection.lastRequestAt}>
                <SetUpGuide connection={connection} />
              </Disclosure>
            </Section>
            <RehearseConnection connection={connection} />
            <DeleteConnection organization={organization} connection={connection} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="lg">
            <ConnectionSettings key={connection.id} organization={organization} connection={connection} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
