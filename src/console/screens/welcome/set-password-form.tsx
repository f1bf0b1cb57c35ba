import { Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type LinkKey, setPassword } from '../../api/session.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { NewPasswordFields, newPasswordErrors } from '../../components/new-password-fields.tsx';

interface SetPasswordFormProps {
  readonly link: LinkKey;
  readonly email: string;
}

export function SetPasswordForm({ link, email }: SetPasswordFormProps) {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { password: '', confirmation: '' },
    validate: ({ password, confirmation }) => newPasswordErrors(password, confirmation),
  });
  const submit = useMutation({
    mutationFn: ({ password }: { password: string }) => setPassword(link, password),
    onSuccess: () => navigate({ to: '/' }),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((input) => submit.mutate(input))} noValidate>
      <Stack gap="md">
        {/* Password managers file the new password under this name. */}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <NewPasswordFields
          password={form.values.password}
          confirmation={form.values.confirmation}
          onPassword={(password) => form.setFieldValue('password', password)}
          onConfirmation={(confirmation) => form.setFieldValue('confirmation', confirmation)}
          passwordError={form.errors.password as string | undefined}
          confirmationError={form.errors.confirmation as string | undefined}
          related={[email.split('@')[0] ?? '']}
        />
        <FormProblem error={submit.error} fields={['password']} />
        <Button type="submit" loading={submit.isPending} fullWidth>
          Set password and sign in
        </Button>
      </Stack>
    </form>
  );
}
