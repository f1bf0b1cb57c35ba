import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { completeHold } from '../../api/holds.ts';
import type { Hold } from '../../api/types.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { PersonPicker } from '../../components/person-picker.tsx';
import { scopeName } from '../../components/role-names.ts';
import { Section } from '../../components/section.tsx';
import { done } from '../../components/toast.ts';

interface CompleteHoldProps {
  readonly organization: string;
  readonly hold: Hold;
}

/** Makes somebody else administrator, so that the held change goes through. */
export function CompleteHold({ organization, hold }: CompleteHoldProps) {
  const name = hold.person.displayName ?? hold.person.email ?? 'the person';
  const form = useForm<{ makeAdministrator: string | null; reason: string }>({
    initialValues: { makeAdministrator: null, reason: '' },
    validate: { makeAdministrator: (value) => (value ? null : 'Choose who becomes administrator') },
  });
  const submit = useMutation({
    mutationFn: ({ makeAdministrator, reason }: typeof form.values) =>
      completeHold(organization, hold.id, {
        makeAdministrator: makeAdministrator ?? '',
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      }),
    onSuccess: () => done('Done: the held change goes through'),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Section
      title="Make somebody else administrator"
      description={`Then the change goes through in the same step: ${name} loses the role, and open sessions end.`}
    >
      <form onSubmit={form.onSubmit((values) => submit.mutate(values))} noValidate>
        <Stack gap="sm">
          <Group grow align="flex-start" gap="sm">
            <PersonPicker
              label="New administrator"
              description={`Becomes administrator of ${scopeName(hold.scope)} by hand`}
              placeholder="Find by name or e-mail"
              except={[hold.person.accountId]}
              value={form.values.makeAdministrator}
              onChange={(value) => form.setFieldValue('makeAdministrator', value)}
              error={form.errors.makeAdministrator}
            />
            <TextInput
              label="Reason (optional)"
              description="Kept in the audit log"
              {...form.getInputProps('reason')}
            />
          </Group>
          <FormProblem error={submit.error} fields={['makeAdministrator', 'reason']} />
          <Group justify="flex-end">
            <Button type="submit" loading={submit.isPending}>
              Make administrator and complete
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
