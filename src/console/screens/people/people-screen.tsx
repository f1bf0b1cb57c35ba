import { Group, SegmentedControl } from '@mantine/core';
import { IconFilterOff, IconUsers } from '@tabler/icons-react';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { usePages } from '../../api/pages.ts';
import { peoplePages } from '../../api/people.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { MembershipBadge } from '../../components/membership-badge.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { RoleList } from '../../components/role-list.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { Section } from '../../components/section.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { compact } from '../../routing/search-text.ts';
import type { PeopleSearch } from '../../routing/searches.ts';
import { useOrganization } from '../../routing/use-organization.ts';

const route = getRouteApi('/app/o/$organization/people');

const STATES = [
  { value: '', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'suspended', label: 'Suspended' },
  { value: 'ended', label: 'Ended' },
] as const;

export function PeopleScreen() {
  const organization = useOrganization();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages(peoplePages(organization, search));
  const { query, state } = search;
  const filtered = query !== undefined || state !== undefined;
  const change = (part: { [K in keyof PeopleSearch]?: PeopleSearch[K] | undefined }) =>
    navigate({ search: compact({ query, state, ...part }), replace: true });
  return (
    <>
      <PageHeader
        title="People"
        description="Who belongs to the organization, with the strongest role of each in every place."
      />
      <Section padding="flush">
        <FilterBar onClear={filtered ? () => navigate({ search: {}, replace: true }) : undefined}>
          <SearchField label="Search by name or e-mail" value={query} onChange={(value) => change({ query: value })} />
          <SegmentedControl
            size="xs"
            aria-label="Membership"
            data={STATES.map((each) => ({ ...each }))}
            value={state ?? ''}
            onChange={(value) =>
              change({ state: value === 'active' || value === 'suspended' || value === 'ended' ? value : undefined })
            }
          />
        </FilterBar>
        <DataTable
          label="People"
          pages={pages}
          rowKey={(person) => person.accountId}
          rowLink={(person) =>
            linkOptions({ to: '/o/$organization/people/$person', params: { organization, person: person.accountId } })
          }
          skeletonRows={10}
          columns={[
            {
              key: 'person',
              header: 'Person',
              width: '34%',
              cell: ({ displayName, email }) => <PersonName name={displayName} email={email} />,
            },
            { key: 'roles', header: 'Roles', cell: (person) => <RoleList roles={person.roles} /> },
            {
              key: 'state',
              header: 'Membership',
              width: 150,
              cell: (person) => (
                <Group gap={6}>
                  <MembershipBadge state={person.state} />
                  {person.locked && <StateBadge tone="bad">Locked</StateBadge>}
                </Group>
              ),
            },
            {
              key: 'since',
              header: 'Since',
              width: 128,
              optional: true,
              cell: (person) => <Time at={person.since} />,
            },
          ]}
          empty={
            filtered ? (
              <EmptyState icon={<IconFilterOff size={22} />} title="Nobody fits these filters">
                Loosen a filter, or clear them all.
              </EmptyState>
            ) : (
              <EmptyState icon={<IconUsers size={22} />} title="Nobody belongs to this organization yet">
                People appear when an identity provider pushes them.
              </EmptyState>
            )
          }
        />
      </Section>
    </>
  );
}
