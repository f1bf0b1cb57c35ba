import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconKey } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { createApiToken } from '../../api/api-tokens.ts';
import { Callout } from '../../components/callout.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';

interface CreateApiTokenProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const DAY_MS = 86_400_000;
const LIVES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: 'never', label: 'Until it is revoked' },
];

export function CreateApiToken({ opened, onClose }: CreateApiTokenProps) {
  const form = useForm({
    initialValues: { name: '', life: '90' },
    validate: { name: (value) => (value.trim() ? null : 'Say what it is for') },
  });
  const create = useMutation({
    mutationFn: ({ name, life }: typeof form.values) =>
      createApiToken({
        name: name.trim(),
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
      title={create.data ? 'Your new token' : 'New API token'}
      size="lg"
      closeOnClickOutside={!create.data}
    >
      {create.data ? (
        <Stack gap="md">
          <CopyField label="Token" description="Send it as “Authorization: Bearer …”" value={create.data.token} />
          <Callout tone="attention" icon={<IconKey size={18} />}>
            The token is shown only now: Holdfast keeps just its hash. It can do whatever you can.
          </Callout>
          <Group justify="flex-end">
            <Button onClick={onClose}>I have stored it</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
          <Stack gap="md">
            <TextInput
              label="Name"
              description="What it is for, so that you know later what to revoke"
              data-autofocus
              maxLength={200}
              {...form.getInputProps('name')}
            />
            <Select label="Works for" data={LIVES} allowDeselect={false} {...form.getInputProps('life')} />
            <FormProblem error={create.error} fields={['name']} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending}>
                Create token
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
