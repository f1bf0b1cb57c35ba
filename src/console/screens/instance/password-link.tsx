import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { createSetPasswordLink } from '../../api/accounts.ts';
import type { Account } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Time } from '../../components/time.tsx';

/** Makes a link with which the person sets a password; shown once. */
export function PasswordLink({ account }: { readonly account: Account }) {
  const [opened, dialog] = useDisclosure(false);
  const create = useMutation({ mutationFn: () => createSetPasswordLink(account.id) });
  return (
    <>
      <Button variant="default" leftSection={<IconLink size={15} aria-hidden />} onClick={dialog.open}>
        Set-password link
      </Button>
      <Modal
        opened={opened}
        onClose={dialog.close}
        onExitTransitionEnd={create.reset}
        title="A link to set a password"
        size="lg"
        closeOnClickOutside={!create.data}
      >
        {create.data ? (
          <Stack gap="md">
            <CopyField
              label="Link"
              description={`Hand it to ${account.email} over a safe way`}
              value={create.data.url}
            />
            <Callout tone="attention" icon={<IconKey size={18} />}>
              It is shown only now, works once, and ends <Time at={create.data.expiresAt} />.
            </Callout>
            <Group justify="flex-end">
              <Button onClick={dialog.close}>Done</Button>
            </Group>
          </Stack>
        ) : (
          <Stack gap="md">
            <Text>
              Whoever opens the link chooses the password of <strong>{account.email}</strong> and is signed in as them.
              {account.hasPassword && ' The present password works until then.'}
            </Text>
            {create.error && <ErrorState error={create.error} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={dialog.close}>
                Cancel
              </Button>
              <Button loading={create.isPending} onClick={() => create.mutate()} data-autofocus>
                Make the link
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  );
}
