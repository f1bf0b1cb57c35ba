import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus, IconRotate } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { connectionTokensQuery, revokeToken } from '../../api/connections.ts';
import type { Connection, ConnectionToken } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';
import { TimeOrNever } from '../../components/time-or-never.tsx';
import { done } from '../../components/toast.ts';
import { TokenPrefix } from '../../components/token-prefix.tsx';
import { TokenStateBadge } from '../../components/token-state-badge.tsx';
import { CreateToken } from './create-token.tsx';
import { RotateToken } from './rotate-token.tsx';

interface ConnectionTokensProps {
  readonly organization: string;
  readonly connection: Connection;
}

export function ConnectionTokens({ organization, connection }: ConnectionTokensProps) {
  const { data, error, refetch, isRefetching } = useQuery(connectionTokensQuery(organization, connection.id));
  const [rotating, rotation] = useDisclosure(false);
  const [creating, creation] = useDisclosure(false);
  const [revoking, setRevoking] = useState<ConnectionToken>();
  const revoke = useMutation({
    mutationFn: (token: ConnectionToken) => revokeToken(organization, connection.id, token.id),
    onSuccess: () => {
      setRevoking(undefined);
      done('Revoked: the token no longer works');
    },
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
            cell: ({ prefix, directoryUser }) => (
              <>
                <TokenPrefix prefix={prefix} />
                {directoryUser && (
                  <Text c="dimmed" size="xs" title={`Only for ${directoryUser.userName}`} truncate>
                    for {directoryUser.userName}
                  </Text>
                )}
              </>
            ),
          },
          { key: 'state', header: 'State', width: 96, cell: ({ state }) => <TokenStateBadge state={state} /> },
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
                <Button size="compact-xs" variant="subtle" color="red" onClick={() => setRevoking(token)}>
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
      <ConfirmDialog
        opened={revoking !== undefined}
        onClose={() => {
          revoke.reset();
          setRevoking(undefined);
        }}
        onConfirm={() => revoking && revoke.mutate(revoking)}
        title="Revoke this token?"
        confirmLabel="Revoke"
        danger
        busy={revoke.isPending}
        error={revoke.error}
      >
        <Text>
          Requests with it are refused from the next second on.{' '}
          {active <= 1 && !revoking?.directoryUser
            ? 'It is the only one that works: the identity provider cannot send anything until you paste a new one.'
            : 'The other active tokens go on working.'}
        </Text>
      </ConfirmDialog>
    </Section>
  );
}
