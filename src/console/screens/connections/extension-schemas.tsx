import { Button, Group, Text } from '@mantine/core';
import { IconPlus, IconSchema } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { extensionSchemasQuery } from '../../api/extension-schemas.ts';
import type { Connection, ExtensionSchema } from '../../api/types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';
import { EditSchema } from './edit-schema.tsx';
import { RemoveSchema } from './remove-schema.tsx';

interface ExtensionSchemasProps {
  readonly organization: string;
  readonly connection: Connection;
}

/** Attributes the identity provider may send besides those of the standard. */
export function ExtensionSchemas({ organization, connection }: ExtensionSchemasProps) {
  const { data, error, refetch, isRefetching } = useQuery(extensionSchemasQuery(organization, connection.id));
  const [editing, setEditing] = useState<ExtensionSchema | 'new'>();
  const [removing, setRemoving] = useState<ExtensionSchema>();
  const of = { organization, connection };
  return (
    <Section
      title="Extension schemas"
      description="Attributes of your own, beside those of the standard"
      padding="flush"
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setEditing('new')}
        >
          New schema
        </Button>
      }
    >
      <DataTable
        label="Extension schemas of this connection"
        pages={{ rows: data?.items, error, refetch: () => void refetch(), refetching: isRefetching }}
        rowKey={(schema) => schema.id}
        skeletonRows={1}
        columns={[
          {
            key: 'name',
            header: 'Name',
            cell: ({ id, name }) => (
              <>
                {name}
                <Text size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
                  {id}
                </Text>
              </>
            ),
          },
          {
            key: 'for',
            header: 'For',
            width: 84,
            cell: ({ resourceType, required }) => (
              <>
                {resourceType === 'User' ? 'Users' : 'Groups'}
                {required && (
                  <Text size="xs" c="dimmed" component="div">
                    required
                  </Text>
                )}
              </>
            ),
          },
          {
            key: 'attributes',
            header: 'Attributes',
            width: 100,
            cell: ({ attributes }) => (
              <span title={attributes.map(({ name }) => name).join(', ')}>{attributes.length}</span>
            ),
          },
          {
            key: 'actions',
            header: 'Actions',
            headerHidden: true,
            width: 188,
            align: 'end',
            cell: (schema) => (
              <Group gap={0} justify="flex-end" wrap="nowrap">
                <Button size="compact-xs" variant="subtle" onClick={() => setEditing(schema)}>
                  Change
                </Button>
                <Button size="compact-xs" variant="subtle" color="red" onClick={() => setRemoving(schema)}>
                  Remove
                </Button>
              </Group>
            ),
          },
        ]}
        empty={
          <EmptyState icon={<IconSchema size={22} />} title="No extension schema">
            The identity provider can send what the standard knows; anything else is passed over.
          </EmptyState>
        }
      />
      {editing && (
        <EditSchema {...of} schema={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
      {removing && <RemoveSchema {...of} schema={removing} onClose={() => setRemoving(undefined)} />}
    </Section>
  );
}
