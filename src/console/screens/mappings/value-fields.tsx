import { Group, Select, TextInput } from '@mantine/core';
import type { useForm } from '@mantine/form';

interface ValueFieldsProps {
  readonly form: Pick<ReturnType<typeof useForm>, 'getInputProps'>;
  readonly connections: readonly { readonly value: string; readonly label: string }[];
}

const ATTRIBUTES = [
  { value: 'roles', label: 'Roles' },
  { value: 'entitlements', label: 'Entitlements' },
];

/** Which value of which attribute, of which connection's users. */
export function ValueFields({ form, connections }: ValueFieldsProps) {
  return (
    <Group grow align="flex-start">
      <Select label="Connection" placeholder="Choose" data={connections} {...form.getInputProps('connectionId')} />
      <Select label="Attribute" data={ATTRIBUTES} allowDeselect={false} {...form.getInputProps('attribute')} />
      <TextInput label="Value" maxLength={500} {...form.getInputProps('value')} />
    </Group>
  );
}
