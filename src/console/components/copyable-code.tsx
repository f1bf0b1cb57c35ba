import { UnstyledButton } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copyable-code.module.css';

/** A short identifier that can be copied with one click. */
export function CopyableCode({ value }: { readonly value: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <UnstyledButton
      className={classes.root}
      onClick={() => clipboard.copy(value)}
      aria-label={clipboard.copied ? 'Copied' : `Copy ${value}`}
      title={value}
    >
      <span className={classes.value}>{value}</span>
      <Icon size={13} aria-hidden className={classes.icon} />
    </UnstyledButton>
  );
}
