import { Collapse, Group, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './disclosure.module.css';

interface DisclosureProps {
  readonly label: string;
  readonly openedAtFirst?: boolean;
  readonly children: ReactNode;
}

/** Something that is folded away until wanted. */
export function Disclosure({ label, openedAtFirst = false, children }: DisclosureProps) {
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
        <div className={classes.content}>{children}</div>
      </Collapse>
    </div>
  );
}
