import { Anchor, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { apiTokenPages, revokeApiToken } from '../../api/api-tokens.ts';
import { REFERENCE_URL } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import type { ApiToken } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { TimeOrNever } from '../../components/time-or-never.tsx';
import { done } from '../../components/toast.ts';
import { TokenPrefix } from '../../components/token-prefix.tsx';
import { TokenStateBadge } from '../../components/token-state-badge.tsx';
import { CreateApiToken } from './create-api-token.tsx';

export function ApiTokensScreen() {
  const pages = usePages(apiTokenPages());
  const [creating, create] = useDisclosure(false);
  const [revoking, setRevoking] = useState<ApiToken>();
  const revoke = useMutation({
    mutationFn: ({ id }: ApiToken) => revokeApiToken(id),
    onSuccess: () => {
      setRevoking(undefined);
      done('Revoked: the token no longer works');
    },
  });
  const action = (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={create.open}>
      New token
    </Button>
  );
  return (
    <>
      <PageHeader
        title="My API tokens"
        description={
          <>
            For programs that act as you. What they can do is in the{' '}
            <Anchor underline="always" inherit href={REFERENCE_URL} target="_blank" rel="noreferrer">
              API reference
            </Anchor>
            .
          </>
        }
        actions={pages.rows && pages.rows.length > 0 && action}
      />
      <Section padding="flush">
        <DataTable
          label="My API tokens"
          pages={pages}
          rowKey={(token) => token.id}
          skeletonRows={3}
          columns={[
            { key: 'name', header: 'Name', cell: ({ name }) => <Text fw={550}>{name}</Text> },
            {
              key: 'prefix',
              header: 'Begins with',
              optional: true,
              cell: ({ prefix }) => <TokenPrefix prefix={prefix} />,
            },
            { key: 'state', header: 'State', width: 120, cell: ({ state }) => <TokenStateBadge state={state} /> },
            {
              key: 'used',
              header: 'Last used',
              width: 140,
              cell: ({ lastUsedAt }) => <TimeOrNever at={lastUsedAt} />,
            },
            {
              key: 'ends',
              header: 'Ends',
              width: 140,
              cell: ({ expiresAt }) => <TimeOrNever at={expiresAt} />,
            },
            {
              key: 'actions',
              header: 'Actions',
              headerHidden: true,
              width: 100,
              align: 'end',
              cell: (token) =>
                token.state === 'active' && (
                  <Button size="compact-sm" variant="subtle" color="red" onClick={() => setRevoking(token)}>
                    Revoke
                  </Button>
                ),
            },
          ]}
          empty={
            <EmptyState icon={<IconKey size={22} />} title="You have no API token" action={action}>
              Make one for a script or another program, and revoke it when it is not needed any more.
            </EmptyState>
          }
        />
      </Section>
      <CreateApiToken opened={creating} onClose={create.close} />
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
          Programs that use <strong>{revoking?.name}</strong> are refused from the next second on.
        </Text>
      </ConfirmDialog>
    </>
  );
}
