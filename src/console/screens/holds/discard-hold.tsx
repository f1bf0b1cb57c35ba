import { Button, Group, NumberInput, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { discardHold } from '../../api/holds.ts';
import type { Hold } from '../../api/types.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { Section } from '../../components/section.tsx';
import { done } from '../../components/toast.ts';

/** A discarded hold is an exception for a while, not for ever; the API refuses more. */
const MAX_DAYS = 30;

interface DiscardHoldProps {
  readonly organization: string;
  readonly hold: Hold;
}

/** Keeps the administrator for a while, on purpose and with a reason. */
export function DiscardHold({ organization, hold }: DiscardHoldProps) {
  const name = hold.person.displayName ?? hold.person.email ?? 'the person';
  const form = useForm<{ reason: string; days: number | string }>({
    initialValues: { reason: '', days: 7 },
    validate: {
      reason: (value) => (value.trim() ? null : 'Say why: it is kept in the audit log'),
      days: (value) =>
        Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_DAYS
          ? null
          : `A whole number of days from 1 to ${MAX_DAYS}`,
    },
  });
  const submit = useMutation({
    mutationFn: ({ reason, days }: typeof form.values) =>
      discardHold(organization, hold.id, { reason: reason.trim(), days: Number(days) }),
    onSuccess: () => done('Discarded: the administrator stays for now'),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Section
      title={`Keep ${name} for a while`}
      description="Discards the change. The directory may ask for it again and is ignored until the days are over; then it is decided anew."
    >
      <form onSubmit={form.onSubmit((values) => submit.mutate(values))} noValidate>
        <Stack gap="sm">
          <Textarea label="Reason" autosize minRows={2} {...form.getInputProps('reason')} />
          <Group justify="space-between" align="flex-end">
            <NumberInput
              label="Days"
              description={`At most ${MAX_DAYS}`}
              min={1}
              max={MAX_DAYS}
              clampBehavior="none"
              allowDecimal={false}
              w={140}
              {...form.getInputProps('days')}
            />
            <Button type="submit" variant="default" loading={submit.isPending}>
              Discard the change
            </Button>
          </Group>
          <FormProblem error={submit.error} fields={['reason', 'days']} />
        </Stack>
      </form>
    </Section>
  );
}
