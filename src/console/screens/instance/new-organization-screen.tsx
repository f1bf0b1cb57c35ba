import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { createOrganization, organizationsQuery } from '../../api/organizations.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { slugOf } from './slug.ts';

/** Makes an organization; the first thing a new instance needs. */
export function NewOrganizationScreen() {
  const navigate = useNavigate();
  const { data } = useQuery(organizationsQuery());
  const first = data?.items.length === 0;
  const form = useForm({
    initialValues: { name: '', slug: '' },
    validate: {
      name: (value) => (value.trim() ? null : 'Give it a name'),
      slug: (value) =>
        /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length >= 2
          ? null
          : 'At least two lower-case letters or digits, with single hyphens between them',
    },
  });
  const create = useMutation({
    mutationFn: ({ name, slug }: { name: string; slug: string }) => createOrganization({ name: name.trim(), slug }),
    onSuccess: ({ slug }) => navigate({ to: '/o/$organization', params: { organization: slug } }),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <>
      <PageHeader
        title={first ? 'Welcome. Begin with an organization' : 'New organization'}
        description="A customer or company. It has its own connections, people, teams and audit log, apart from every other."
      />
      <Section>
        <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
          <Stack gap="md" maw={520}>
            <TextInput
              label="Name"
              placeholder="Acme"
              autoFocus
              maxLength={200}
              {...form.getInputProps('name')}
              onChange={(event) => {
                const name = event.currentTarget.value;
                const follows = form.values.slug === slugOf(form.values.name);
                form.setValues({ name, ...(follows ? { slug: slugOf(name) } : {}) });
              }}
            />
            <TextInput
              label="Short name"
              description="In addresses and on the command line; it cannot be changed later"
              placeholder="acme"
              maxLength={60}
              {...form.getInputProps('slug')}
            />
            <FormProblem error={create.error} fields={['name', 'slug']} />
            <Group>
              <Button type="submit" loading={create.isPending}>
                Create organization
              </Button>
            </Group>
            {first && (
              <Text c="dimmed">Next you connect its identity provider, and say which groups give which roles.</Text>
            )}
          </Stack>
        </form>
      </Section>
    </>
  );
}
