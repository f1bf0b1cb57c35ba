import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { organizationQuery } from '../../api/organizations.ts';
import { createGrant } from '../../api/people.ts';
import type { PersonDetail } from '../../api/types.ts';
import { FormProblem, fieldErrors } from '../../components/form-problem.tsx';
import {
  type RoleInScopeChoice,
  RoleInScopeFields,
  roleInScopeChecks,
} from '../../components/role-in-scope-fields.tsx';
import { done } from '../../components/toast.ts';

interface GrantRoleProps {
  readonly organization: string;
  readonly person: PersonDetail;
  readonly opened: boolean;
  readonly onClose: () => void;
}

type Values = RoleInScopeChoice & { readonly reason: string };

/** Gives a role by hand, beside whatever the groups give. */
export function GrantRole({ organization, person, opened, onClose }: GrantRoleProps) {
  const { data: details } = useQuery(organizationQuery(organization));
  const form = useForm<Values>({
    initialValues: { scopeKind: 'organization', scopeId: details?.id ?? null, role: null, reason: '' },
    validate: {
      ...roleInScopeChecks,
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
          <RoleInScopeFields value={values} onChange={form.setValues} errors={errors} />
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
