import { Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { restorePerson, suspendPerson } from '../../api/people.ts';
import type { PersonDetail } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { done } from '../../components/toast.ts';

interface SuspendOrRestoreProps {
  readonly organization: string;
  readonly person: PersonDetail;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Suspends an active membership by hand, or lifts a suspension, with a reason either way. */
export function SuspendOrRestore({ organization, person, opened, onClose }: SuspendOrRestoreProps) {
  const [reason, setReason] = useState('');
  // Held still while the dialog closes: by then the person is already in the other state.
  const [active, setActive] = useState(person.state === 'active');
  if (opened && !reason && active !== (person.state === 'active')) setActive(person.state === 'active');
  const name = person.displayName ?? person.email;
  const change = useMutation({
    mutationFn: () => (active ? suspendPerson : restorePerson)(organization, person.accountId, reason.trim()),
    onSuccess: () => {
      onClose();
      done(active ? 'Suspended' : 'Restored');
    },
    onSettled: (_, error) => {
      if (!error) setReason('');
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={() => {
        change.reset();
        setReason('');
        onClose();
      }}
      onConfirm={() => change.mutate()}
      title={active ? `Suspend ${name}?` : `Restore ${name}?`}
      confirmLabel={active ? 'Suspend' : 'Restore'}
      danger={active}
      disabled={reason.trim() === ''}
      busy={change.isPending}
      error={change.error}
    >
      <Text>
        {active
          ? 'Sessions and tokens of this organization end at once, and the roles lie dormant. The directory never lifts a suspension made by hand: only a person does.'
          : 'The membership becomes active again, and the dormant roles with it, as far as groups and grants still give them.'}
      </Text>
      <Textarea
        label="Reason"
        description="Kept in the audit log"
        data-autofocus
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
