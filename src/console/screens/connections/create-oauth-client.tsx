import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { createOauthClient } from '../../api/oauth-clients.ts';
import type { Connection } from '../../api/types.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { OauthCredentials } from './oauth-credentials.tsx';

interface CreateOauthClientProps {
  readonly organization: string;
  readonly connection: Connection;
  readonly opened: boolean;
  readonly onClose: () => void;
}

const DAY_MS = 86_400_000;
const LIVES = [
  { value: '90', label: '90 days' },
  { value: '180', label: '180 days' },
  { value: '365', label: 'A year' },
  { value: 'never', label: 'Until it is rotated or revoked' },
];
const LIFETIMES = [
  { value: '900', label: '15 minutes' },
  { value: '3600', label: 'One hour' },
  { value: '28800', label: '8 hours' },
  { value: '86400', label: '24 hours' },
];

export function CreateOauthClient({ organization, connection, opened, onClose }: CreateOauthClientProps) {
  const form = useForm({
    initialValues: { name: connection.name, life: 'never', lifetime: '3600' },
    validate: { name: (value) => (value.trim() ? null : 'Give it a name') },
  });
  const create = useMutation({
    mutationFn: ({ name, life, lifetime }: typeof form.values) =>
      createOauthClient(organization, connection.id, {
        name: name.trim(),
        tokenLifetimeSeconds: Number(lifetime),
        ...(life === 'never' ? {} : { expiresAt: new Date(Date.now() + Number(life) * DAY_MS).toISOString() }),
      }),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => {
        form.reset();
        create.reset();
      }}
      title={create.data ? 'Your new OAuth client' : 'New OAuth client'}
      size="lg"
      closeOnClickOutside={!create.data}
    >
      {create.data ? (
        <OauthCredentials connection={connection} issued={create.data} onClose={onClose} />
      ) : (
        <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
          <Stack gap="md">
            <TextInput
              label="Name"
              description="Where it is entered, so that you know later what to revoke"
              data-autofocus
              maxLength={200}
              {...form.getInputProps('name')}
            />
            <Select
              label="Access tokens work for"
              description="The identity provider gets a new one by itself"
              data={LIFETIMES}
              allowDeselect={false}
              {...form.getInputProps('lifetime')}
            />
            <Select label="The secret works for" data={LIVES} allowDeselect={false} {...form.getInputProps('life')} />
            <FormProblem error={create.error} fields={['name']} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending}>
                Create client
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
