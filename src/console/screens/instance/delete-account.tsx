import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { deleteAccount } from '../../api/accounts.ts';
import type { Account } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Section } from '../../components/section.tsx';
import { done } from '../../components/toast.ts';

export function DeleteAccount({ account }: { readonly account: Account }) {
  const navigate = useNavigate();
  const [opened, dialog] = useDisclosure(false);
  const remove = useMutation({
    mutationFn: () => deleteAccount(account.id),
    onSuccess: async () => {
      done('Deleted');
      await navigate({ to: '/instance/accounts' });
    },
  });
  return (
    <Section title="Delete this account" tone="danger">
      <Stack gap="sm" align="flex-start">
        <Text c="dimmed">
          The person loses every membership and role in every organization, at once. Refused where they are the last
          administrator.
        </Text>
        <Button color="red" variant="light" onClick={dialog.open}>
          Delete…
        </Button>
      </Stack>
      <ConfirmDialog
        opened={opened}
        onClose={() => {
          remove.reset();
          dialog.close();
        }}
        onConfirm={() => remove.mutate()}
        title={`Delete ${account.email}?`}
        confirmLabel="Delete account"
        danger
        typed={account.email}
        busy={remove.isPending}
        error={remove.error}
      >
        <Text>This cannot be undone. To keep somebody out for a while, lock the account instead.</Text>
      </ConfirmDialog>
    </Section>
  );
}
