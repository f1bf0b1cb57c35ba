import { Button, Group, Text } from '@mantine/core';
import { IconArrowNarrowRight, IconPlus, IconRoute } from '@tabler/icons-react';
import { useState } from 'react';
import { mappingPages } from '../../api/mappings.ts';
import { usePages } from '../../api/pages.ts';
import type { Mapping } from '../../api/types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RoleBadge } from '../../components/role-badge.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { ButtonLink } from '../../routing/router-links.tsx';
import { useOrganization } from '../../routing/use-organization.ts';
import { DeleteMapping } from './delete-mapping.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { MappingSubject } from './mapping-sentence.tsx';

type Editing = { readonly mapping: Mapping | undefined };

export function MappingsScreen() {
  const organization = useOrganization();
  const pages = usePages(mappingPages(organization));
  const [editing, setEditing] = useState<Editing>();
  const [deleting, setDeleting] = useState<Mapping>();
  const create = (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing({ mapping: undefined })}>
      New mapping
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Role mappings"
        description="Rules that turn groups into roles. You see who gains and who loses what before anything is saved."
        actions={pages.rows && pages.rows.length > 0 && create}
      />
      <Section padding="flush">
        <DataTable
          label="Role mappings"
          pages={pages}
          rowKey={(mapping) => mapping.id}
          skeletonRows={4}
          columns={[
            { key: 'who', header: 'Whoever is in', cell: (mapping) => <MappingSubject mapping={mapping} /> },
            {
              key: 'role',
              header: 'becomes',
              cell: (mapping) => (
                <Group gap={10} wrap="nowrap" component="span">
                  <IconArrowNarrowRight size={17} aria-hidden />
                  <RoleBadge scope={mapping.scope} role={mapping.role} />
                </Group>
              ),
            },
            {
              key: 'created',
              header: 'Created',
              width: 210,
              optional: true,
              cell: (mapping) => (
                <Text span c="dimmed">
                  <Time at={mapping.createdAt} />
                  {mapping.createdBy?.email && ` by ${mapping.createdBy.email}`}
                </Text>
              ),
            },
            {
              key: 'actions',
              header: 'Actions',
              headerHidden: true,
              width: 168,
              align: 'end',
              cell: (mapping) => (
                <Group gap={4} justify="flex-end" wrap="nowrap">
                  <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setEditing({ mapping })}>
                    Edit
                  </Button>
                  <Button size="compact-sm" variant="subtle" color="red" onClick={() => setDeleting(mapping)}>
                    Delete
                  </Button>
                </Group>
              ),
            },
          ]}
          empty={
            <EmptyState
              icon={<IconRoute size={22} />}
              title="No group gives a role yet"
              action={
                <Group gap="xs" justify="center">
                  {create}
                  <ButtonLink to="/o/$organization/groups" params={{ organization }} variant="default">
                    See the groups
                  </ButtonLink>
                </Group>
              }
            >
              Begin with the group whose members are to be administrators of the organization.
            </EmptyState>
          }
        />
      </Section>
      <MappingEditor editing={editing} onClose={() => setEditing(undefined)} />
      <DeleteMapping mapping={deleting} onClose={() => setDeleting(undefined)} />
    </>
  );
}
