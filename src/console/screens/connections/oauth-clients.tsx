import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { oauthClientsQuery, revokeOauthClient } from '../../api/oauth-clients.ts';
import type { Connection, OauthClient } from '../../api/types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';
import { TimeOrNever } from '../../components/time-or-never.tsx';
import { TokenStateBadge } from '../../components/token-state-badge.tsx';
import { CreateOauthClient } from './create-oauth-client.tsx';
import { RevokeDialog, useRevocation } from './revoke-dialog.tsx';
import { RotateOauthSecret } from './rotate-oauth-secret.tsx';

interface OauthClientsProps {
  readonly organization: string;
  readonly connection: Connection;
}

/** For providers that get short-lived tokens with a client id and secret, beside long-lived ones. */
export function OauthClients({ organization, connection }: OauthClientsProps) {
  const { data, error, refetch, isRefetching } = useQuery(oauthClientsQuery(organization, connection.id));
  const [creating, creation] = useDisclosure(false);
  const [rotating, setRotating] = useState<OauthClient>();
  const revoking = useRevocation<OauthClient>({
    revoke: (client) => revokeOauthClient(organization, connection.id, client.id),
    revoked: 'Revoked: the client and its access tokens no longer work',
  });
  return (
    <Section
      title="OAuth clients"
      description="For providers that prefer them to a token"
      padding="flush"
      actions={
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={creation.open}>
          New OAuth client
        </Button>
      }
    >
      <DataTable
        label="OAuth clients of this connection"
        pages={{ rows: data?.items, error, refetch: () => void refetch(), refetching: isRefetching }}
        rowKey={(client) => client.id}
        skeletonRows={1}
        columns={[
          {
            key: 'name',
            header: 'Name',
            cell: ({ name, clientId, lastUsedAt }) => (
              <>
                <span title={clientId}>{name}</span>
                <Text size="xs" c="dimmed" component="div">
                  last used: <TimeOrNever at={lastUsedAt} />
                </Text>
              </>
            ),
          },
          { key: 'state', header: 'State', width: 104, cell: ({ state }) => <TokenStateBadge state={state} /> },
          {
            key: 'ends',
            header: 'Secret ends',
            width: 112,
            cell: ({ secrets, revokedAt }) => <TimeOrNever at={revokedAt ?? secrets[0]?.expiresAt} />,
          },
          {
            key: 'actions',
            header: 'Actions',
            headerHidden: true,
            width: 188,
            align: 'end',
            cell: (client) =>
              client.state !== 'revoked' && (
                <Group gap={0} justify="flex-end" wrap="nowrap">
                  <Button size="compact-xs" variant="subtle" onClick={() => setRotating(client)}>
                    Rotate
                  </Button>
                  <Button size="compact-xs" variant="subtle" color="red" onClick={() => revoking.ask(client)}>
                    Revoke
                  </Button>
                </Group>
              ),
          },
        ]}
        empty={
          <EmptyState icon={<IconPlugConnected size={22} />} title="No OAuth client">
            None is needed while the identity provider uses a token.
          </EmptyState>
        }
      />
      <CreateOauthClient
        organization={organization}
        connection={connection}
        opened={creating}
        onClose={creation.close}
      />
      {rotating && (
        <RotateOauthSecret
          organization={organization}
          connection={connection}
          client={rotating}
          onClose={() => setRotating(undefined)}
        />
      )}
      <RevokeDialog revoking={revoking} title="Revoke this OAuth client?">
        Its secrets and the access tokens it got are refused from the next second on. Tokens and other clients of the
        connection go on working.
      </RevokeDialog>
    </Section>
  );
}
