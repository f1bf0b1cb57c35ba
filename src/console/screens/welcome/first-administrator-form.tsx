import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { createFirstAdministrator, type LinkKey } from '../../api/session.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { NewPasswordFields, newPasswordErrors } from '../../components/new-password-fields.tsx';

export function FirstAdministratorForm({ link }: { readonly link: LinkKey }) {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { displayName: '', email: '', password: '', confirmation: '' },
    validate: (values) => ({
      ...(values.displayName.trim() ? {} : { displayName: 'Enter your name' }),
      ...(/^\S+@\S+$/.test(values.email.trim()) ? {} : { email: 'Enter your e-mail' }),
      ...newPasswordErrors(values.password, values.confirmation),
    }),
  });
  const submit = useMutation({
    mutationFn: (values: typeof form.values) =>
      createFirstAdministrator(link, {
        displayName: values.displayName.trim(),
        email: values.email.trim(),
        password: values.password,
      }),
    onSuccess: () => navigate({ to: '/' }),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const { values, errors } = form;
  return (
    <form onSubmit={form.onSubmit((input) => submit.mutate(input))} noValidate>
      <Stack gap="md">
        <TextInput label="Your name" autoComplete="name" autoFocus {...form.getInputProps('displayName')} />
        <TextInput label="E-mail" type="email" autoComplete="username" {...form.getInputProps('email')} />
        <NewPasswordFields
          password={values.password}
          confirmation={values.confirmation}
          onPassword={(password) => form.setFieldValue('password', password)}
          onConfirmation={(confirmation) => form.setFieldValue('confirmation', confirmation)}
          passwordError={errors.password as string | undefined}
          confirmationError={errors.confirmation as string | undefined}
          related={[values.email.split('@')[0] ?? '', ...values.displayName.split(' ')]}
        />
        <FormProblem error={submit.error} fields={['displayName', 'email', 'password']} />
        <Button type="submit" loading={submit.isPending} fullWidth>
          Create administrator
        </Button>
      </Stack>
    </form>
  );
}
