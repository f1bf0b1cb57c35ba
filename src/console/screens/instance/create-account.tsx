import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { createAccount } from '../../api/accounts.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { done } from '../../components/toast.ts';

interface CreateAccountProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function CreateAccount({ opened, onClose }: CreateAccountProps) {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { email: '', displayName: '' },
    validate: { email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : 'Enter an e-mail address') },
  });
  const create = useMutation({
    mutationFn: ({ email, displayName }: typeof form.values) =>
      createAccount({
        email: email.trim(),
        ...(displayName.trim() ? { displayName: displayName.trim() } : {}),
      }),
    onSuccess: async ({ id }) => {
      onClose();
      done('Created: now make a link with which they set a password');
      await navigate({ to: '/instance/accounts/$accountId', params: { accountId: id } });
    },
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
      title="New account"
    >
      <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
        <Stack gap="md">
          <Text c="dimmed">Identity providers make accounts by themselves. This is for people they do not know.</Text>
          <TextInput label="E-mail" type="email" data-autofocus {...form.getInputProps('email')} />
          <TextInput label="Name (optional)" maxLength={200} {...form.getInputProps('displayName')} />
          <FormProblem error={create.error} fields={['email', 'displayName']} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create account
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
