import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { organizationQuery } from '../../api/organizations.ts';
import { createGrant } from '../../api/people.ts';
import type { PersonDetail, Role } from '../../api/types.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import { RolePicker } from '../../components/role-picker.tsx';
import { type ScopeChoice, ScopePicker } from '../../components/scope-picker.tsx';
import { done } from '../../components/toast.ts';

interface GrantRoleProps {
  readonly organization: string;
  readonly person: PersonDetail;
  readonly opened: boolean;
  readonly onClose: () => void;
}

type Values = ScopeChoice & { readonly role: Role | null; readonly reason: string };

/** Gives a role by hand, beside whatever the groups give. */
export function GrantRole({ organization, person, opened, onClose }: GrantRoleProps) {
  const { data: details } = useQuery(organizationQuery(organization));
  const form = useForm<Values>({
    initialValues: { scopeKind: 'organization', scopeId: details?.id ?? null, role: null, reason: '' },
    validate: {
      scopeId: (value) => (value ? null : 'Choose where the role holds'),
      role: (value) => (value ? null : 'Choose a role'),
    },
  });
  const { values, errors } = form;
  const grant = useMutation({
    mutationFn: ({ scopeKind, scopeId, role, reason }: Values) => {
      if (!scopeId || !role) throw new Error('The form let an empty choice through');
      return createGrant(organization, {
        accountId: person.accountId,
        scopeKind,
        scopeId,
        role,
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      });
    },
    onSuccess: () => {
      onClose();
      done('Granted');
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => {
        form.reset();
        grant.reset();
      }}
      title={`Grant ${person.displayName ?? person.email} a role`}
      size="lg"
    >
      <form onSubmit={form.onSubmit((input) => grant.mutate(input))} noValidate>
        <Stack gap="md">
          <Text c="dimmed">
            A role granted by hand stays until somebody revokes it, or the directory deletes the person.
          </Text>
          <ScopePicker
            value={values}
            onChange={({ scopeKind, scopeId }) =>
              form.setValues({ scopeKind, scopeId, ...(scopeKind === values.scopeKind ? {} : { role: null }) })
            }
            error={errors.scopeId as string | undefined}
          />
          <RolePicker
            scopeKind={values.scopeKind}
            value={values.role}
            onChange={(role) => form.setFieldValue('role', role)}
            error={errors.role as string | undefined}
          />
          <TextInput
            label="Reason (optional)"
            description="Shown wherever the role is explained"
            maxLength={1000}
            {...form.getInputProps('reason')}
          />
          <FormProblem error={grant.error} fields={['scopeId', 'role', 'reason']} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={grant.isPending}>
              Grant
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
