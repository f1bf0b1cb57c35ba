import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './section.module.css';

interface SectionProps {
  readonly title?: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** `flush` lets a table reach the card's edges. */
  readonly padding?: 'normal' | 'flush';
  readonly tone?: 'plain' | 'danger' | 'attention';
  readonly children: ReactNode;
}

/** A card with an optional heading: the one container of the console. */
export function Section({ title, description, actions, padding = 'normal', tone = 'plain', children }: SectionProps) {
  const id = useId();
  return (
    <Paper
      component="section"
      withBorder
      radius="lg"
      className={classes.root}
      data-tone={tone}
      {...(title ? { 'aria-labelledby': id } : {})}
    >
      {(title || actions) && (
        <Group justify="space-between" className={classes.head}>
          <Stack gap={2}>
            {title && (
              <Title order={2} id={id}>
                {title}
              </Title>
            )}
            {description && (
              <Text c="dimmed" component="div">
                {description}
              </Text>
            )}
          </Stack>
          {actions}
        </Group>
      )}
      <div className={padding === 'flush' ? classes.flush : classes.body} data-headed={Boolean(title) || undefined}>
        {children}
      </div>
    </Paper>
  );
}
