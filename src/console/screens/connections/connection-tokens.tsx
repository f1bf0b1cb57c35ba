import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus, IconRotate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { connectionTokensQuery, revokeToken } from '../../api/connections.ts';
import type { Connection, ConnectionToken } from '../../api/types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';
import { TimeOrNever } from '../../components/time-or-never.tsx';
import { TokenPrefix } from '../../components/token-prefix.tsx';
import { TokenStateBadge } from '../../components/token-state-badge.tsx';
import { CreateToken } from './create-token.tsx';
import { RevokeDialog, useRevocation } from './revoke-dialog.tsx';
import { RotateToken } from './rotate-token.tsx';

interface ConnectionTokensProps {
  readonly organization: string;
  readonly connection: Connection;
}

export function ConnectionTokens({ organization, connection }: ConnectionTokensProps) {
  const { data, error, refetch, isRefetching } = useQuery(connectionTokensQuery(organization, connection.id));
  const [rotating, rotation] = useDisclosure(false);
  const [creating, creation] = useDisclosure(false);
  const revoking = useRevocation<ConnectionToken>({
    revoke: (token) => revokeToken(organization, connection.id, token.id),
    revoked: 'Revoked: the token no longer works',
  });
  const active = data?.items.filter(({ state, directoryUser }) => state === 'active' && !directoryUser).length ?? 0;
  return (
    <Section
      title="Tokens"
      padding="flush"
      actions={
        <Group gap="xs">
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={creation.open}>
            New token
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRotate size={14} aria-hidden />}
            onClick={rotation.open}
          >
            Rotate token
          </Button>
        </Group>
      }
    >
      <DataTable
        label="Tokens of this connection"
        pages={{ rows: data?.items, error, refetch: () => void refetch(), refetching: isRefetching }}
        rowKey={(token) => token.id}
        skeletonRows={2}
        columns={[
          {
            key: 'prefix',
            header: 'Begins with',
            cell: ({ prefix, directoryUser, endedReason }) => (
              <>
                <TokenPrefix prefix={prefix} />
                {directoryUser && (
                  <Text c="dimmed" size="xs" title={`Only for ${directoryUser.userName}`} truncate>
                    for {directoryUser.userName}
                    {endedReason === 'person_deleted' && ', who was deleted'}
                  </Text>
                )}
              </>
            ),
          },
          {
            key: 'state',
            header: 'State',
            width: 96,
            cell: ({ state, endedReason }) => <TokenStateBadge state={state} endedReason={endedReason} />,
          },
          {
            key: 'used',
            header: 'Last used',
            width: 108,
            cell: ({ lastUsedAt }) => <TimeOrNever at={lastUsedAt} />,
          },
          {
            key: 'ends',
            header: 'Ends',
            width: 100,
            cell: ({ expiresAt, revokedAt }) => <TimeOrNever at={revokedAt ?? expiresAt} />,
          },
          {
            key: 'actions',
            header: 'Actions',
            headerHidden: true,
            width: 96,
            align: 'end',
            cell: (token) =>
              token.state === 'active' && (
                <Button size="compact-xs" variant="subtle" color="red" onClick={() => revoking.ask(token)}>
                  Revoke
                </Button>
              ),
          },
        ]}
        empty={
          <EmptyState icon={<IconKey size={22} />} title="No token">
            Without one the identity provider cannot send anything. Rotate to make one.
          </EmptyState>
        }
      />
      <CreateToken organization={organization} connection={connection} opened={creating} onClose={creation.close} />
      <RotateToken organization={organization} connection={connection} opened={rotating} onClose={rotation.close} />
      <RevokeDialog revoking={revoking} title="Revoke this token?">
        Requests with it are refused from the next second on.{' '}
        {active <= 1 && !revoking.item?.directoryUser
          ? 'It is the only one that works: the identity provider cannot send anything until you paste a new one.'
          : 'The other active tokens go on working.'}
      </RevokeDialog>
    </Section>
  );
}
