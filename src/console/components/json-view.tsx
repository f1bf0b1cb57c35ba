import { Collapse, Group, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import classes from './json-view.module.css';

interface JsonViewProps {
  readonly label: string;
  readonly value: unknown;
  readonly opened?: boolean;
}

/** JSON as it was sent, folded away until wanted. */
export function JsonView({ label, value, opened: openedAtFirst = false }: JsonViewProps) {
  const [opened, { toggle }] = useDisclosure(openedAtFirst);
  return (
    <div>
      <UnstyledButton onClick={toggle} aria-expanded={opened} className={classes.toggle}>
        <Group gap={6}>
          <IconChevronRight size={15} aria-hidden className={classes.chevron} data-opened={opened || undefined} />
          {label}
        </Group>
      </UnstyledButton>
      <Collapse expanded={opened}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <pre className={classes.code} tabIndex={0}>
          {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
        </pre>
      </Collapse>
    </div>
  );
}
