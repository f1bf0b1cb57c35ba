import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { unmaskRequests } from '../../api/connection-requests.ts';
import type { Connection } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { done, failed } from '../../components/toast.ts';

const MINUTES = 60;

interface UnmaskRequestsProps {
  readonly organization: string;
  readonly connection: Connection;
  readonly isUnmasked: boolean;
}

/** Keeps personal values for an hour, after a question; or ends that at once. */
export function UnmaskRequests({ organization, connection, isUnmasked }: UnmaskRequestsProps) {
  const [asking, question] = useDisclosure(false);
  const change = useMutation({
    mutationFn: (minutes: number) => unmaskRequests(organization, connection.id, minutes),
    onSuccess: (_, minutes) => {
      question.close();
      done(minutes > 0 ? 'Personal values are kept for an hour' : 'Personal values are masked again');
    },
    onError: failed('Not changed'),
  });
  if (isUnmasked) {
    return (
      <Button
        variant="default"
        leftSection={<IconEyeOff size={15} aria-hidden />}
        loading={change.isPending}
        onClick={() => change.mutate(0)}
      >
        Mask again
      </Button>
    );
  }
  return (
    <>
      <Button variant="default" leftSection={<IconEye size={15} aria-hidden />} onClick={question.open}>
        Keep values for an hour…
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={question.close}
        onConfirm={() => change.mutate(MINUTES)}
        title="Keep personal values for an hour?"
        confirmLabel="Keep values"
        busy={change.isPending}
        error={change.error}
      >
        <Text>
          Requests that arrive during the next hour are kept with the names and addresses they carry, for everybody who
          may see this connection. Passwords and tokens are never kept. The audit log says who asked for it.
        </Text>
      </ConfirmDialog>
    </>
  );
}
