import { Text } from '@mantine/core';
import { IconBuildingSkyscraper, IconPlus } from '@tabler/icons-react';
import { linkOptions } from '@tanstack/react-router';
import { organizationPages } from '../../api/organizations.ts';
import { usePages } from '../../api/pages.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { ButtonLink } from '../../routing/router-links.tsx';

export function OrganizationsScreen() {
  const pages = usePages(organizationPages());
  const create = (
    <ButtonLink to="/organizations/new" leftSection={<IconPlus size={15} aria-hidden />}>
      New organization
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Organizations"
        description="Everything of one is kept apart from every other."
        actions={pages.rows && pages.rows.length > 0 && create}
      />
      <Section padding="flush">
        <DataTable
          label="Organizations"
          pages={pages}
          rowKey={(organization) => organization.id}
          rowLink={(organization) =>
            linkOptions({ to: '/o/$organization', params: { organization: organization.slug } })
          }
          skeletonRows={4}
          columns={[
            { key: 'name', header: 'Name', cell: ({ name }) => name },
            {
              key: 'slug',
              header: 'Short name',
              cell: ({ slug }) => (
                <Text span c="dimmed">
                  {slug}
                </Text>
              ),
            },
            {
              key: 'rule',
              header: 'A membership ends when',
              optional: true,
              cell: ({ leaverRule }) => (
                <Text span c="dimmed">
                  {leaverRule === 'any' ? 'any connection says so' : 'all connections say so'}
                </Text>
              ),
            },
            { key: 'created', header: 'Created', width: 150, cell: ({ createdAt }) => <Time at={createdAt} /> },
          ]}
          empty={
            <EmptyState
              icon={<IconBuildingSkyscraper size={22} />}
              title="There is no organization yet"
              action={create}
            >
              Begin with the company whose identity provider you want to connect.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}
