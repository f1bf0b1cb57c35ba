import { Group, Text } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { linkOptions } from '@tanstack/react-router';
import { connectionsQuery } from '../../api/connections.ts';
import { ConnectionStateBadge } from '../../components/connection-state-badge.tsx';
import { CONNECTION_TYPES, ConnectionTypeMark } from '../../components/connection-types.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { ButtonLink } from '../../routing/router-links.tsx';
import { useOrganization } from '../../routing/use-organization.ts';

export function ConnectionsScreen() {
  const organization = useOrganization();
  const { data, error, refetch, isRefetching } = useQuery(connectionsQuery(organization));
  const create = (
    <ButtonLink
      to="/o/$organization/connections/new"
      params={{ organization }}
      leftSection={<IconPlus size={15} aria-hidden />}
    >
      New connection
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Connections"
        description="Each links one identity provider, which pushes its users and groups here."
        actions={data && data.items.length > 0 && create}
      />
      <Section padding="flush">
        <DataTable
          label="Connections"
          pages={{ rows: data?.items, error, refetch: () => void refetch(), refetching: isRefetching }}
          rowKey={(connection) => connection.id}
          rowLink={(connection) =>
            linkOptions({
              to: '/o/$organization/connections/$connectionId',
              params: { organization, connectionId: connection.id },
            })
          }
          skeletonRows={3}
          columns={[
            {
              key: 'name',
              header: 'Name',
              cell: (connection) => (
                <Group gap="sm" wrap="nowrap" component="span">
                  <ConnectionTypeMark type={connection.type} />
                  {connection.name}
                </Group>
              ),
            },
            {
              key: 'type',
              header: 'Identity provider',
              width: 190,
              optional: true,
              cell: ({ type }) => (
                <Text span c="dimmed">
                  {CONNECTION_TYPES[type].name}
                </Text>
              ),
            },
            {
              key: 'state',
              header: 'State',
              width: 210,
              cell: ({ state, lastRequestAt }) => (
                <ConnectionStateBadge state={state} {...(lastRequestAt ? { lastRequestAt } : {})} />
              ),
            },
            {
              key: 'users',
              header: 'Users',
              width: 90,
              align: 'end',
              cell: ({ counts }) => counts.users.toLocaleString(),
            },
            {
              key: 'groups',
              header: 'Groups',
              width: 90,
              align: 'end',
              cell: ({ counts }) => counts.groups.toLocaleString(),
            },
            {
              key: 'last',
              header: 'Last request',
              width: 140,
              cell: ({ lastRequestAt }) => (lastRequestAt ? <Time at={lastRequestAt} /> : '–'),
            },
          ]}
          empty={
            <EmptyState
              icon={<IconPlugConnected size={22} />}
              title="No identity provider is connected"
              action={create}
            >
              Connect Okta, Microsoft Entra ID or another SCIM client, and its people and groups arrive by themselves.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}
