import { Stack, Text } from '@mantine/core';
import { IconHandStop, IconShieldCheck } from '@tabler/icons-react';
import { type LinkProps, linkOptions } from '@tanstack/react-router';
import type { TablePages } from '../../api/pages.ts';
import type { Hold } from '../../api/types.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { HoldStateBadge } from '../../components/hold-state-badge.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { scopeName } from '../../components/role-names.ts';
import { Time } from '../../components/time.tsx';

interface HoldsTableProps {
  readonly pages: TablePages<Hold>;
  readonly closed: boolean;
  readonly withOrganization?: boolean;
}

const link = (hold: Hold): LinkProps =>
  hold.organization
    ? linkOptions({
        to: '/o/$organization/holds/$holdId',
        params: { organization: hold.organization.slug, holdId: hold.id },
      })
    : linkOptions({ to: '/instance/administrators' });

/** Holds of one organization, or of all. */
export function HoldsTable({ pages, closed, withOrganization = false }: HoldsTableProps) {
  const columns: Column<Hold>[] = [
    {
      key: 'person',
      header: 'Person',
      width: 240,
      cell: ({ person }) => <PersonName name={person.displayName} email={person.email} />,
    },
    {
      key: 'why',
      header: 'Why',
      cell: (hold) => (
        <Stack gap={2}>
          <Text span inherit lineClamp={2}>
            {hold.explanation}
          </Text>
          {hold.causes.length > 1 && (
            <Text span size="xs" c="dimmed">
              wanted {hold.causes.length} times
            </Text>
          )}
        </Stack>
      ),
    },
    withOrganization
      ? {
          key: 'where',
          header: 'Organization',
          width: 160,
          cell: (hold) => hold.organization?.name ?? 'the instance',
        }
      : {
          key: 'where',
          header: 'Role kept in',
          width: 150,
          optional: true,
          cell: ({ scope }) => (
            <Text span c="dimmed">
              {scopeName(scope)}
            </Text>
          ),
        },
    { key: 'state', header: 'State', width: 120, cell: ({ state }) => <HoldStateBadge state={state} /> },
    closed
      ? { key: 'when', header: 'Closed', width: 130, cell: ({ closedAt }) => closedAt && <Time at={closedAt} /> }
      : { key: 'when', header: 'Open since', width: 130, cell: ({ openedAt }) => <Time at={openedAt} /> },
  ];
  return (
    <DataTable
      label={closed ? 'Closed holds' : 'Open holds'}
      pages={pages}
      rowKey={(hold) => hold.id}
      rowLink={link}
      columns={columns}
      empty={
        closed ? (
          <EmptyState icon={<IconHandStop size={22} />} title="No hold has been closed yet">
            Completed, superseded and discarded holds stay here for the record.
          </EmptyState>
        ) : (
          <EmptyState icon={<IconShieldCheck size={22} />} title="No hold is open">
            When a change would remove the last administrator, it is kept here, with the reason, until another
            administrator exists or somebody decides.
          </EmptyState>
        )
      }
    />
  );
}
