import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { type ConnectionChoices, changeConnection } from '../../api/connections.ts';
import type { Connection } from '../../api/types.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { Section } from '../../components/section.tsx';
import { done } from '../../components/toast.ts';
import { ConnectionLimits, type LimitChoices, limitsOf } from './connection-limits.tsx';
import { ConnectionPolicies } from './connection-policies.tsx';

interface ConnectionSettingsProps {
  readonly organization: string;
  readonly connection: Connection;
}

type Settings = ConnectionChoices & LimitChoices & Pick<Connection, 'nestedGroups'>;

const NESTED_GROUPS = [
  { value: 'refuse', label: 'Refuse the request' },
  { value: 'ignore', label: 'Accept them, without effect on roles' },
  { value: 'expand', label: 'Count their members as members' },
] as const;

export function ConnectionSettings({ organization, connection }: ConnectionSettingsProps) {
  const form = useForm<Settings>({
    initialValues: {
      name: connection.name,
      onLastAdministrator: connection.onLastAdministrator,
      whileHeld: connection.whileHeld,
      ...limitsOf(connection),
      nestedGroups: connection.nestedGroups,
    },
    validate: { name: (value) => (value.trim() ? null : 'Give it a name') },
  });
  const save = useMutation({
    mutationFn: (values: Settings) =>
      changeConnection(organization, connection.id, { ...values, name: values.name.trim() }),
    onSuccess: (_, values) => {
      form.resetDirty({ ...values, name: values.name.trim() });
      done('Saved');
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Section title="Settings">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack gap="lg">
          <TextInput label="Name" maxLength={200} {...form.getInputProps('name')} />
          <ConnectionPolicies type={connection.type} value={form.values} onChange={(value) => form.setValues(value)} />
          <Select
            label="When a group has groups as members"
            description="Changing whether they count looks at everybody of this connection again."
            data={NESTED_GROUPS}
            allowDeselect={false}
            {...form.getInputProps('nestedGroups')}
          />
          <ConnectionLimits value={form.values} onChange={(value) => form.setValues(value)} />
          <FormProblem error={save.error} fields={['name']} />
          <Group justify="flex-end" gap="xs">
            {form.isDirty() && (
              <Button variant="default" onClick={form.reset}>
                Undo
              </Button>
            )}
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
