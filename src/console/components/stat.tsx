import { UnstyledButton } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './stat.module.css';

interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly link?: LinkProps;
  readonly tone?: 'plain' | 'attention' | 'bad';
}

/** One number with its name; leads to what it counts. */
export function Stat({ label, value, note, link, tone = 'plain' }: StatProps) {
  const content = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.value} data-tone={tone}>
        {value}
      </span>
      {note && <span className={classes.note}>{note}</span>}
    </>
  );
  return link ? (
    <UnstyledButton className={classes.root} data-link renderRoot={(props) => <Link {...link} {...props} />}>
      {content}
    </UnstyledButton>
  ) : (
    <div className={classes.root}>{content}</div>
  );
}
