import { Button, Group, TextInput, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './copy-field.module.css';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  readonly description?: ReactNode;
}

/** A value somebody has to paste elsewhere: selected when focused, copied with one button, spoken when done. */
export function CopyField({ label, value, description }: CopyFieldProps) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <Group gap="xs" wrap="nowrap" align="flex-end">
      <TextInput
        label={label}
        description={description}
        value={value}
        readOnly
        flex={1}
        classNames={{ input: classes.value }}
        onFocus={(event) => event.currentTarget.select()}
        spellCheck={false}
      />
      <Button
        variant="default"
        className={classes.button}
        leftSection={clipboard.copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
        onClick={() => clipboard.copy(value)}
        aria-label={`Copy ${label}`}
      >
        {clipboard.copied ? 'Copied' : 'Copy'}
      </Button>
      <VisuallyHidden role="status">{clipboard.copied ? `${label} copied` : ''}</VisuallyHidden>
    </Group>
  );
}
