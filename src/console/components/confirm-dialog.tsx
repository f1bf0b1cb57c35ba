import { Button, Code, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ErrorState } from './error-state.tsx';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  readonly title: string;
  readonly confirmLabel: string;
  readonly children: ReactNode;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly error?: unknown;
  /** The text that must be typed first: for what cannot be undone. */
  readonly typed?: string;
  readonly disabled?: boolean;
}

/** Asks before something with consequences, says what they are, and stays open with the reason when it is refused. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, onClose, onConfirm, title, confirmLabel, children, danger, busy, error, typed, disabled } = props;
  const [text, setText] = useState('');
  const blocked = Boolean(disabled) || (typed !== undefined && text.trim() !== typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!blocked && !busy) onConfirm();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg" onExitTransitionEnd={() => setText('')}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {children}
          {typed !== undefined && (
            <TextInput
              label={
                <Text span inherit>
                  Type <Code fz="inherit">{typed}</Code> to confirm
                </Text>
              }
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
            />
          )}
          {error ? <ErrorState error={error} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={busy ?? false}>
              Cancel
            </Button>
            <Button
              type="submit"
              {...(danger ? { color: 'red' } : {})}
              loading={busy ?? false}
              disabled={blocked}
              data-autofocus={typed === undefined || undefined}
            >
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
