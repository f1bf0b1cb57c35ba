import { ActionIcon, Checkbox, Group, Select, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Disclosure } from '../../components/disclosure.tsx';
import type { AttributeDraft, SchemaForm } from './schema-draft.ts';

interface SchemaAttributeProps {
  readonly form: SchemaForm;
  /** Where it is in the form: `attributes.0`. */
  readonly path: string;
  readonly attribute: AttributeDraft;
  readonly isSub: boolean;
  readonly onRemove: () => void;
  /** The sub-attributes, shown when it has some. */
  readonly children?: ReactNode;
}

const TYPES = [
  { value: 'string', label: 'Text' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'integer', label: 'Whole number' },
  { value: 'decimal', label: 'Number' },
  { value: 'dateTime', label: 'Date and time' },
  { value: 'reference', label: 'Address (URI)' },
  { value: 'binary', label: 'Binary (base64)' },
];
const COMPLEX = { value: 'complex', label: 'Complex' };
const MUTABILITIES = [
  { value: 'readWrite', label: 'May be changed' },
  { value: 'immutable', label: 'Set once' },
  { value: 'readOnly', label: 'Read-only' },
  { value: 'writeOnly', label: 'Taken, never kept' },
];
const RETURNED = [
  { value: 'default', label: 'Unless left out' },
  { value: 'always', label: 'Always' },
  { value: 'request', label: 'When asked for' },
  { value: 'never', label: 'Never' },
];

/** One attribute, or sub-attribute: what it is called and holds, and folded away how it behaves. */
export function SchemaAttribute({ form, path, attribute, isSub, onRemove, children }: SchemaAttributeProps) {
  const name = attribute.name || 'new attribute';
  const props = (field: keyof AttributeDraft) => form.getInputProps(`${path}.${field}`);
  const checked = (field: keyof AttributeDraft) => form.getInputProps(`${path}.${field}`, { type: 'checkbox' });
  return (
    <Stack gap="xs" role="group" aria-label={name}>
      <Group align="flex-start" gap="xs" wrap="nowrap">
        <TextInput label="Attribute" flex={1} maxLength={64} spellCheck={false} {...props('name')} />
        <Select
          label="Type"
          w={150}
          data={isSub ? TYPES : [...TYPES, COMPLEX]}
          allowDeselect={false}
          {...props('type')}
        />
        <ActionIcon variant="subtle" color="red" mt={27} aria-label={`Leave out ${name}`} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
      <Group gap="lg">
        <Checkbox label="Several values" {...checked('multiValued')} />
        <Checkbox label="Required" {...checked('required')} />
        <Checkbox
          label="Unique"
          title="No two of this connection share a value"
          checked={attribute.uniqueness === 'server'}
          onChange={({ currentTarget }) =>
            form.setFieldValue(`${path}.uniqueness`, currentTarget.checked ? 'server' : 'none')
          }
          error={form.errors[`${path}.uniqueness`]}
        />
        <Checkbox label="Filterable" {...checked('filterable')} />
        {attribute.type === 'string' && <Checkbox label="Case-exact" {...checked('caseExact')} />}
      </Group>
      {attribute.type === 'complex' && children}
      <Disclosure label="More">
        <Stack gap="xs">
          <SimpleGrid cols={2} spacing="xs">
            <Select label="Changes" data={MUTABILITIES} allowDeselect={false} {...props('mutability')} />
            <Select label="Shown in answers" data={RETURNED} allowDeselect={false} {...props('returned')} />
          </SimpleGrid>
          <TextInput label="Description" maxLength={1000} {...props('description')} />
          {attribute.type === 'string' && (
            <TagsInput label="Usual values" description="Others are taken, too" {...props('canonicalValues')} />
          )}
        </Stack>
      </Disclosure>
    </Stack>
  );
}
