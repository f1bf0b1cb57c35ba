import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconShieldStar } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { administratorsQuery, deleteAdministrator } from '../../api/accounts.ts';
import type { Administrator } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { done } from '../../components/toast.ts';
import { AddAdministrator } from './add-administrator.tsx';

const SOURCES = { mapping: 'a role mapping', manual: 'by hand', first_user: 'the first administrator' } as const;

export function AdministratorsScreen() {
  const { data, error, refetch, isRefetching } = useQuery(administratorsQuery);
  const [adding, add] = useDisclosure(false);
  const [removing, setRemoving] = useState<Administrator>();
  const remove = useMutation({
    mutationFn: ({ grantId }: Administrator) => deleteAdministrator(grantId),
    onSuccess: () => {
      setRemoving(undefined);
      done('No longer administrator');
    },
  });
  const rows = data?.items.map((administrator) => ({ id: administrator.grantId, ...administrator }));
  return (
    <>
      <PageHeader
        title="Instance administrators"
        description="They manage the whole installation: every organization, every account. The last one cannot be removed."
        actions={
          <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={add.open}>
            Add administrator
          </Button>
        }
      />
      <Section padding="flush">
        <DataTable
          label="Instance administrators"
          pages={{ rows, error, refetch: () => void refetch(), refetching: isRefetching }}
          rowKey={(row) => row.id}
          rowLink={(row) => linkOptions({ to: '/instance/accounts/$accountId', params: { accountId: row.accountId } })}
          skeletonRows={3}
          columns={[
            {
              key: 'person',
              header: 'Person',
              cell: ({ displayName, email }) => <PersonName name={displayName} email={email} />,
            },
            {
              key: 'source',
              header: 'Why',
              width: 190,
              cell: (row) => (
                <Text span c="dimmed">
                  {SOURCES[row.source]}
                </Text>
              ),
            },
            { key: 'since', header: 'Since', width: 130, cell: (row) => <Time at={row.createdAt} /> },
            {
              key: 'actions',
              header: 'Actions',
              headerHidden: true,
              width: 100,
              align: 'end',
              cell: (row) => (
                <Button size="compact-sm" variant="subtle" color="red" onClick={() => setRemoving(row)}>
                  Remove
                </Button>
              ),
            },
          ]}
          empty={<EmptyState icon={<IconShieldStar size={22} />} title="There is no instance administrator" />}
        />
      </Section>
      <AddAdministrator opened={adding} onClose={add.close} present={data?.items ?? []} />
      <ConfirmDialog
        opened={removing !== undefined}
        onClose={() => {
          remove.reset();
          setRemoving(undefined);
        }}
        onConfirm={() => removing && remove.mutate(removing)}
        title="Remove this administrator?"
        confirmLabel="Remove"
        danger
        busy={remove.isPending}
        error={remove.error}
      >
        <Text>
          {removing?.displayName ?? removing?.email} can no longer manage the installation. Their roles in organizations
          stay.
        </Text>
      </ConfirmDialog>
    </>
  );
}
