import { Group, Select, Text } from '@mantine/core';
import { IconFilterOff, IconUsersGroup } from '@tabler/icons-react';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { directoryGroupPages } from '../../api/directory.ts';
import { usePages } from '../../api/pages.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { GroupPicker } from '../../components/group-picker.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { AnchorLink } from '../../routing/router-links.tsx';
import { compact } from '../../routing/search-text.ts';
import type { DirectorySearch } from '../../routing/searches.ts';
import { useOrganization } from '../../routing/use-organization.ts';
import { useConnectionChoices } from './use-connection-choices.ts';

const route = getRouteApi('/app/o/$organization/groups');

export function GroupsScreen() {
  const organization = useOrganization();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages(directoryGroupPages(organization, search));
  const connections = useConnectionChoices();
  const { query, connection, group } = search;
  const filtered = query !== undefined || connection !== undefined || group !== undefined;
  const change = (part: { [K in keyof DirectorySearch]?: DirectorySearch[K] | undefined }) =>
    navigate({ search: compact({ query, connection, group, ...part }), replace: true });
  return (
    <>
      <PageHeader
        title="Groups"
        description="The groups identity providers pushed. Role mappings turn them into roles."
      />
      <Section padding="flush">
        <FilterBar onClear={filtered ? () => navigate({ search: {}, replace: true }) : undefined}>
          <SearchField label="Search by name" value={query} onChange={(value) => change({ query: value })} />
          <Select
            size="xs"
            w={170}
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
            aria-label="Within group"
            placeholder="Anywhere"
            value={group ?? null}
            onChange={(value) => change({ group: value ?? undefined })}
          />
        </FilterBar>
        <DataTable
          label="Directory groups"
          pages={pages}
          rowKey={(group) => group.id}
          rowLink={(group) =>
            linkOptions({ to: '/o/$organization/users', params: { organization }, search: { group: group.id } })
          }
          skeletonRows={8}
          columns={[
            { key: 'name', header: 'Name', cell: (group) => group.displayName },
            {
              key: 'members',
              header: 'Members',
              width: 110,
              align: 'end',
              cell: (group) => group.memberCount.toLocaleString(),
            },
            {
              key: 'groups',
              header: 'Groups within',
              width: 130,
              align: 'end',
              optional: true,
              cell: ({ id, groupCount }) =>
                groupCount > 0 && (
                  <AnchorLink size="sm" to="/o/$organization/groups" params={{ organization }} search={{ group: id }}>
                    {groupCount.toLocaleString()}
                  </AnchorLink>
                ),
            },
            {
              key: 'connection',
              header: 'Connection',
              width: 190,
              cell: (group) => (
                <Text span c="dimmed">
                  {group.connectionName ?? 'deleted'}
                </Text>
              ),
            },
            {
              key: 'changed',
              header: 'Last change',
              width: 140,
              optional: true,
              cell: (group) => <Time at={group.lastModified} />,
            },
            {
              key: 'links',
              header: 'Actions',
              headerHidden: true,
              width: 120,
              align: 'end',
              cell: (group) => (
                <Group justify="flex-end">
                  <AnchorLink
                    size="sm"
                    to="/o/$organization/sync-jobs"
                    params={{ organization }}
                    search={{ group: group.id }}
                  >
                    Sync jobs
                  </AnchorLink>
                </Group>
              ),
            },
          ]}
          empty={
            filtered ? (
              <EmptyState icon={<IconFilterOff size={22} />} title="No group fits these filters">
                Loosen a filter, or clear them all.
              </EmptyState>
            ) : (
              <EmptyState icon={<IconUsersGroup size={22} />} title="No group has been pushed yet">
                Choose in your identity provider which groups to push; they appear here, ready to be mapped to roles.
              </EmptyState>
            )
          }
        />
      </Section>
    </>
  );
}
