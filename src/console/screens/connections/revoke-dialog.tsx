import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { done } from '../../components/toast.ts';

interface Revocation<T> {
  /** What is asked about; undefined while nothing is. */
  readonly item: T | undefined;
  ask(item: T): void;
  confirm(): void;
  cancel(): void;
  readonly busy: boolean;
  readonly error: unknown;
}

interface RevocationChoices<T> {
  readonly revoke: (item: T) => Promise<void>;
  /** What is said once it is done. */
  readonly revoked: string;
}

/** The state of one question whether something is to stop working. */
export function useRevocation<T>({ revoke, revoked }: RevocationChoices<T>): Revocation<T> {
  const [item, setItem] = useState<T>();
  const mutation = useMutation({
    mutationFn: revoke,
    onSuccess: () => {
      setItem(undefined);
      done(revoked);
    },
  });
  return {
    item,
    ask: (asked) => setItem(() => asked),
    confirm: () => {
      if (item !== undefined) mutation.mutate(item);
    },
    cancel: () => {
      mutation.reset();
      setItem(undefined);
    },
    busy: mutation.isPending,
    error: mutation.error,
  };
}

interface RevokeDialogProps {
  readonly revoking: Omit<Revocation<unknown>, 'ask'>;
  readonly title: string;
  /** What follows from it. */
  readonly children: ReactNode;
}

export function RevokeDialog({ revoking, title, children }: RevokeDialogProps) {
  return (
    <ConfirmDialog
      opened={revoking.item !== undefined}
      onClose={revoking.cancel}
      onConfirm={revoking.confirm}
      title={title}
      confirmLabel="Revoke"
      danger
      busy={revoking.busy}
      error={revoking.error}
    >
      <Text>{children}</Text>
    </ConfirmDialog>
  );
}
