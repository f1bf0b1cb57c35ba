import { Button, Paper, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { SchemaAttribute } from './schema-attribute.tsx';
import { type AttributeDraft, newAttribute, type SchemaDraft, type SchemaForm } from './schema-draft.ts';

interface SchemaAttributesProps {
  readonly form: SchemaForm;
  /** Where the list is in the form: `attributes`, `attributes.0.subAttributes`. */
  readonly path: string;
  readonly isSub?: boolean;
}

export function SchemaAttributes({ form, path, isSub = false }: SchemaAttributesProps) {
  const attributes = listAt(form.values, path);
  return (
    <Stack gap="xs">
      {attributes.map((attribute, index) => (
        <Paper key={attribute.key} withBorder radius="md" p="sm">
          <SchemaAttribute
            form={form}
            path={`${path}.${index}`}
            attribute={attribute}
            isSub={isSub}
            onRemove={() => form.removeListItem(path, index)}
          >
            {!isSub && <SchemaAttributes form={form} path={`${path}.${index}.subAttributes`} isSub />}
          </SchemaAttribute>
        </Paper>
      ))}
      {form.errors[path] && (
        <Text c="var(--mantine-color-error)" size="sm" role="alert">
          {form.errors[path]}
        </Text>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => form.insertListItem(path, newAttribute())}
      >
        {isSub ? 'Add a sub-attribute' : 'Add an attribute'}
      </Button>
    </Stack>
  );
}

function listAt(draft: SchemaDraft, path: string): readonly AttributeDraft[] {
  const [, index] = path.split('.');
  return index === undefined ? draft.attributes : (draft.attributes[Number(index)]?.subAttributes ?? []);
}
