import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './state-badge.module.css';

export type Tone = 'good' | 'busy' | 'attention' | 'bad' | 'quiet' | 'accent';

interface StateBadgeProps {
  readonly tone: Tone;
  readonly children: ReactNode;
  readonly title?: string | undefined;
  /** A running thing breathes, for those who allow motion. */
  readonly alive?: boolean;
}

/** The shape all states share: a dot and a word, so that colour is never the only sign. */
export function StateBadge({ tone, children, title, alive }: StateBadgeProps) {
  return (
    <Badge
      variant="default"
      className={classes.root}
      data-tone={tone}
      title={title}
      leftSection={<span className={classes.dot} data-alive={alive || undefined} aria-hidden />}
    >
      {children}
    </Badge>
  );
}
