import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { accountChoicesQuery, createAdministrator } from '../../api/accounts.ts';
import type { Administrator } from '../../api/types.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { done } from '../../components/toast.ts';

interface AddAdministratorProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly present: readonly Administrator[];
}

interface Values {
  readonly accountId: string | null;
  readonly reason: string;
}

export function AddAdministrator({ opened, onClose, present }: AddAdministratorProps) {
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<{ value: string; label: string }>();
  const [debounced] = useDebouncedValue(text.trim(), 200);
  const choices = useQuery({
    ...accountChoicesQuery(debounced === picked?.label ? '' : debounced),
    placeholderData: keepPreviousData,
    enabled: opened,
  });
  const taken = new Set(present.map(({ accountId }) => accountId));
  const data = (choices.data?.items ?? [])
    .filter(({ id, kind }) => kind === 'human' && !taken.has(id))
    .map(({ id, email, displayName }) => ({ value: id, label: displayName ? `${displayName} (${email})` : email }));
  if (picked && !data.some(({ value }) => value === picked.value)) data.unshift(picked);
  const form = useForm<Values>({
    initialValues: { accountId: null, reason: '' },
    validate: { accountId: (value) => (value ? null : 'Choose an account') },
  });
  const create = useMutation({
    mutationFn: ({ accountId, reason }: Values) =>
      createAdministrator({ accountId: accountId ?? '', ...(reason.trim() ? { reason: reason.trim() } : {}) }),
    onSuccess: () => {
      onClose();
      done('Added');
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
        setPicked(undefined);
      }}
      title="Add an instance administrator"
    >
      <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
        <Stack gap="md">
          <Select
            label="Account"
            placeholder="Find by e-mail or name"
            searchable
            data={data}
            filter={({ options }) => options}
            nothingFoundMessage={choices.isPending ? 'Looking…' : 'No account of that name'}
            value={form.values.accountId}
            onChange={(accountId, option) => {
              setPicked(option ? { value: option.value, label: option.label } : undefined);
              form.setFieldValue('accountId', accountId);
            }}
            onSearchChange={setText}
            error={form.errors.accountId}
          />
          <TextInput label="Reason (optional)" maxLength={1000} {...form.getInputProps('reason')} />
          <FormProblem error={create.error} fields={['accountId', 'reason']} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
