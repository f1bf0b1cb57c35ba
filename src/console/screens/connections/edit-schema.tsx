import { Button, Group, Modal, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changeExtensionSchema, declareExtensionSchema } from '../../api/extension-schemas.ts';
import type { Connection, ExtensionSchema } from '../../api/types.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { done } from '../../components/toast.ts';
import { SchemaAttributes } from './schema-attributes.tsx';
import { draftOf, inputOf, removedNames, type SchemaDraft } from './schema-draft.ts';
import { StoredValues } from './stored-values.tsx';

interface EditSchemaProps {
  readonly organization: string;
  readonly connection: Connection;
  /** Absent: a new one is declared. */
  readonly schema?: ExtensionSchema | undefined;
  readonly onClose: () => void;
}

const TYPES = [
  { value: 'User', label: 'Users' },
  { value: 'Group', label: 'Groups' },
];

export function EditSchema({ organization, connection, schema, onClose }: EditSchemaProps) {
  const form = useForm<SchemaDraft>({
    initialValues: draftOf(schema),
    validate: {
      id: (value) => (value.trim() ? null : 'Give it a URN'),
      name: (value) => (value.trim() ? null : 'Give it a name'),
    },
  });
  const [removedValues, setRemovedValues] = useState<'keep' | 'delete'>('keep');
  const removed = removedNames(schema, form.values);
  const save = useMutation({
    mutationFn: async (draft: SchemaDraft) => {
      const { id, description, ...rest } = inputOf(draft);
      if (!schema) return await declareExtensionSchema(organization, connection.id, inputOf(draft));
      const change = { ...rest, description: description ?? null, removedValues };
      return await changeExtensionSchema(organization, connection.id, schema.id, change);
    },
    onSuccess: () => {
      done(schema ? 'Saved' : 'Declared: the identity provider may send it now');
      onClose();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const shown = save.error ? Object.keys(fieldErrors(save.error)).filter((field) => !isFolded(field)) : [];
  return (
    <Modal opened onClose={onClose} title={schema ? `Change ${schema.name}` : 'New extension schema'} size="xl">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack gap="md">
          <TextInput
            label="URN"
            description="The identity provider sends attributes under it, like urn:acme:params:scim:schemas:hr:2.0:User"
            data-autofocus={schema ? undefined : true}
            disabled={schema !== undefined}
            maxLength={200}
            spellCheck={false}
            {...form.getInputProps('id')}
          />
          <Group grow align="flex-start">
            <TextInput label="Name" maxLength={200} {...form.getInputProps('name')} />
            <Select
              label="Extends"
              data={TYPES}
              allowDeselect={false}
              disabled={schema !== undefined}
              {...form.getInputProps('resourceType')}
            />
          </Group>
          <TextInput label="Description" maxLength={1000} {...form.getInputProps('description')} />
          <Switch
            label="Required"
            description="Requests that create somebody without it are refused. Who is there already is left alone."
            {...form.getInputProps('required', { type: 'checkbox' })}
          />
          <SchemaAttributes form={form} path="attributes" />
          {schema && removed.length > 0 && (
            <StoredValues
              organization={organization}
              connectionId={connection.id}
              schema={schema}
              attributes={removed}
              value={removedValues}
              onChange={setRemovedValues}
            />
          )}
          <FormProblem error={save.error} fields={shown} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              {schema ? 'Save' : 'Declare schema'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What is wrong with a field that may be folded away is told below the form, too. */
const isFolded = (field: string): boolean => /\.(mutability|returned|description|canonicalValues)\b/.test(field);
