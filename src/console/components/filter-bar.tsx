import { Button, Group } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './filter-bar.module.css';

interface FilterBarProps {
  readonly children: ReactNode;
  /** Given when some filter is set. */
  readonly onClear?: (() => void) | undefined;
}

/** The filters of a list in one row. They live in the address, so that a view can be shared and come back to. */
export function FilterBar({ children, onClear }: FilterBarProps) {
  return (
    <search>
      <Group gap="xs" align="flex-start" className={classes.root}>
        {children}
        {onClear && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconX size={13} aria-hidden />}
            onClick={onClear}
          >
            Clear filters
          </Button>
        )}
      </Group>
    </search>
  );
}
