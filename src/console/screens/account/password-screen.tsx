import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { changePassword, sessionQuery } from '../../api/session.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { NewPasswordFields, newPasswordErrors } from '../../components/new-password-fields.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { done } from '../../components/toast.ts';

export function PasswordScreen() {
  const { data: session } = useQuery(sessionQuery);
  const form = useForm({
    initialValues: { currentPassword: '', password: '', confirmation: '' },
    validate: ({ currentPassword, password, confirmation }) => ({
      ...(currentPassword ? {} : { currentPassword: 'Enter your present password' }),
      ...newPasswordErrors(password, confirmation),
    }),
  });
  const change = useMutation({
    mutationFn: ({ currentPassword, password }: typeof form.values) =>
      changePassword({ currentPassword, newPassword: password }),
    onSuccess: () => {
      form.reset();
      done('Changed: your other sessions have ended');
    },
    onError: (error) => {
      const { newPassword, ...others } = fieldErrors(error);
      form.setErrors({ ...others, ...(newPassword ? { password: newPassword } : {}) });
    },
  });
  return (
    <>
      <PageHeader title="Change my password" description="Every other session of yours ends." />
      <Section>
        <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
          <Stack gap="md" maw={440}>
            <input type="hidden" name="username" autoComplete="username" value={session?.account.email ?? ''} />
            <PasswordInput
              label="Present password"
              autoComplete="current-password"
              {...form.getInputProps('currentPassword')}
            />
            <NewPasswordFields
              label="New password"
              password={form.values.password}
              confirmation={form.values.confirmation}
              onPassword={(password) => form.setFieldValue('password', password)}
              onConfirmation={(confirmation) => form.setFieldValue('confirmation', confirmation)}
              passwordError={form.errors.password as string | undefined}
              confirmationError={form.errors.confirmation as string | undefined}
              related={session ? [session.account.email.split('@')[0] ?? ''] : []}
            />
            <FormProblem error={change.error} fields={['currentPassword', 'newPassword']} />
            <Group>
              <Button type="submit" loading={change.isPending}>
                Change password
              </Button>
            </Group>
          </Stack>
        </form>
      </Section>
    </>
  );
}
