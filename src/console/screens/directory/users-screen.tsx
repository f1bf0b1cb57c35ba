import { Select, Stack, Text } from '@mantine/core';
import { IconAddressBook, IconFilterOff } from '@tabler/icons-react';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { directoryUserPages } from '../../api/directory.ts';
import { usePages } from '../../api/pages.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { GroupPicker } from '../../components/group-picker.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { ProvisioningBadge } from '../../components/provisioning-badge.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { Section } from '../../components/section.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { compact } from '../../routing/search-text.ts';
import type { DirectorySearch } from '../../routing/searches.ts';
import { useOrganization } from '../../routing/use-organization.ts';
import { useConnectionChoices } from './use-connection-choices.ts';

const route = getRouteApi('/app/o/$organization/users');

export function UsersScreen() {
  const organization = useOrganization();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages(directoryUserPages(organization, search));
  const connections = useConnectionChoices();
  const { query, connection, group, link, active } = search;
  const filtered = Object.keys(search).length > 0;
  const change = (part: { [K in keyof DirectorySearch]?: DirectorySearch[K] | undefined }) =>
    navigate({ search: compact({ query, connection, group, link, active, ...part }), replace: true });
  return (
    <>
      <PageHeader
        title="Users"
        description="What identity providers say about people, as they pushed it. Access follows from it through role mappings."
      />
      <Section padding="flush">
        <FilterBar onClear={filtered ? () => navigate({ search: {}, replace: true }) : undefined}>
          <SearchField label="Search by user name" value={query} onChange={(value) => change({ query: value })} />
          <Select
            size="xs"
            w={150}
            clearable
            aria-label="Connection"
            placeholder="Any connection"
            data={connections}
            value={connection ?? null}
            onChange={(value) => change({ connection: value ?? undefined })}
          />
          <GroupPicker
            size="xs"
            w={150}
            aria-label="Member of"
            placeholder="In any group"
            value={group ?? null}
            onChange={(value) => change({ group: value ?? undefined })}
          />
          <Select
            size="xs"
            w={136}
            clearable
            aria-label="Active"
            placeholder="Active or not"
            data={[
              { value: 'true', label: 'Active' },
              { value: 'false', label: 'Inactive' },
            ]}
            value={active ?? null}
            onChange={(value) => change({ active: value === 'true' || value === 'false' ? value : undefined })}
          />
          <Select
            size="xs"
            w={136}
            clearable
            aria-label="Link"
            placeholder="Linked or not"
            data={[
              { value: 'linked', label: 'Linked' },
              { value: 'unlinked', label: 'Unlinked' },
            ]}
            value={link ?? null}
            onChange={(value) => change({ link: value === 'linked' || value === 'unlinked' ? value : undefined })}
          />
        </FilterBar>
        <DataTable
          label="Directory users"
          pages={pages}
          rowKey={(user) => user.id}
          rowLink={(user) =>
            user.accountId
              ? linkOptions({
                  to: '/o/$organization/people/$person',
                  params: { organization, person: user.accountId },
                })
              : undefined
          }
          skeletonRows={10}
          columns={[
            {
              key: 'user',
              header: 'User',
              cell: ({ displayName, userName }) => <PersonName name={displayName} email={userName} />,
            },
            {
              key: 'active',
              header: 'In the directory',
              width: 140,
              cell: (user) => (
                <>
                  {user.active ? (
                    <StateBadge tone="good">Active</StateBadge>
                  ) : (
                    <StateBadge tone="quiet" title="The identity provider switched this user off, or the date came">
                      Inactive
                    </StateBadge>
                  )}
                  {user.terminationDate && (user.active || Date.parse(user.terminationDate) <= Date.now()) && (
                    <Text size="xs" c="dimmed" component="div">
                      {user.active ? 'leaves' : 'left'} <Time at={user.terminationDate} />
                    </Text>
                  )}
                </>
              ),
            },
            {
              key: 'access',
              header: 'Access',
              width: 130,
              cell: (user) => <ProvisioningBadge user={user} />,
            },
            {
              key: 'connection',
              header: 'Connection',
              width: 160,
              optional: true,
              cell: (user) => (
                <Text span c="dimmed">
                  {user.connectionName ?? 'deleted'}
                </Text>
              ),
            },
            {
              key: 'changed',
              header: 'Last change',
              width: 130,
              optional: true,
              cell: (user) => <Time at={user.lastModified} />,
            },
          ]}
          empty={
            filtered ? (
              <EmptyState icon={<IconFilterOff size={22} />} title="No user fits these filters">
                Loosen a filter, or clear them all.
              </EmptyState>
            ) : (
              <EmptyState icon={<IconAddressBook size={22} />} title="No user has been pushed yet">
                <Stack gap={0}>Assign people to the app in your identity provider; they appear here.</Stack>
              </EmptyState>
            )
          }
        />
      </Section>
    </>
  );
}
