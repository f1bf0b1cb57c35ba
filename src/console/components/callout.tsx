import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './callout.module.css';
import type { Tone } from './state-badge.tsx';

interface CalloutProps {
  readonly tone: Tone;
  readonly title?: ReactNode;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits its turn. */
  readonly role?: 'alert' | 'status';
}

/** Something to notice before going on: what it is, what follows from it, and at most one thing to do. */
export function Callout({ tone, title, icon, children, action, role }: CalloutProps) {
  return (
    <div className={classes.root} data-tone={tone} {...(role ? { role } : {})}>
      {icon && (
        <span className={classes.icon} aria-hidden>
          {icon}
        </span>
      )}
      <Group className={classes.body} justify="space-between" gap="sm">
        <div className={classes.text}>
          {title && <div className={classes.title}>{title}</div>}
          {children && (
            <Text component="div" size="sm">
              {children}
            </Text>
          )}
        </div>
        {action}
      </Group>
    </div>
  );
}
