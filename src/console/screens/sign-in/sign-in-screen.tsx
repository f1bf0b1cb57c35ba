import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { isNotEmpty, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { signIn } from '../../api/session.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { AuthFrame } from '../../shell/auth-frame.tsx';

const route = getRouteApi('/sign-in');

export function SignInScreen() {
  const { to } = route.useSearch();
  const router = useRouter();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: { email: isNotEmpty('Enter your e-mail'), password: isNotEmpty('Enter your password') },
  });
  const submit = useMutation({
    mutationFn: signIn,
    onSuccess: () => router.history.push(to ?? '/'),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <AuthFrame title="Sign in to Holdfast" description={to && 'to continue where you were'}>
      <form onSubmit={form.onSubmit((values) => submit.mutate(values))} noValidate>
        <Stack gap="md">
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            autoFocus
            key={form.key('email')}
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <FormProblem error={submit.error} fields={['email', 'password']} />
          <Button type="submit" loading={submit.isPending} fullWidth>
            Sign in
          </Button>
          <Text size="xs" c="dimmed">
            Forgot your password? An instance administrator can make a link with which you set a new one.
          </Text>
        </Stack>
      </form>
    </AuthFrame>
  );
}
