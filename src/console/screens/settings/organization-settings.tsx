import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { changeOrganization } from '../../api/organizations.ts';
import type { Organization } from '../../api/types.ts';
import { ChoiceCards } from '../../components/choice-cards.tsx';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { Section } from '../../components/section.tsx';
import { done } from '../../components/toast.ts';

type Values = Pick<Organization, 'name' | 'leaverRule'>;

export function OrganizationSettings({ organization }: { readonly organization: Organization }) {
  const form = useForm<Values>({
    initialValues: { name: organization.name, leaverRule: organization.leaverRule },
    validate: { name: (value) => (value.trim() ? null : 'Give it a name') },
  });
  const save = useMutation({
    mutationFn: (values: Values) => changeOrganization(organization.slug, { ...values, name: values.name.trim() }),
    onSuccess: (saved) => {
      form.resetDirty({ name: saved.name, leaverRule: saved.leaverRule });
      done('Saved');
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Section title="Organization">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack gap="lg">
          <Group grow align="flex-start">
            <TextInput label="Name" maxLength={200} {...form.getInputProps('name')} />
            <TextInput
              label="Short name"
              description="In addresses and on the command line"
              value={organization.slug}
              readOnly
            />
          </Group>
          <ChoiceCards
            label="When somebody is in several connections"
            description="A person may be pushed by two identity providers at once, for example during a migration."
            value={form.values.leaverRule}
            onChange={(leaverRule) => form.setFieldValue('leaverRule', leaverRule)}
            choices={[
              {
                value: 'any',
                title: 'Any connection ends the membership (recommended)',
                description: 'As soon as one identity provider deactivates the person, access ends.',
              },
              {
                value: 'all',
                title: 'Only all of them together',
                description: 'For migrations: access ends when the last identity provider has deactivated the person.',
              },
            ]}
          />
          <FormProblem error={save.error} fields={['name']} />
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
