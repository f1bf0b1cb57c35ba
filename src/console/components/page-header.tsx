import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './page-header.module.css';

interface PageHeaderProps {
  readonly title: string;
  /** Shown in place of the title where it needs more than text. */
  readonly heading?: ReactNode;
  readonly description?: ReactNode;
  readonly badge?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: { readonly label: string; readonly link: LinkProps };
}

/** The one heading of a screen; also names the browser tab. */
export function PageHeader({ title, heading, description, badge, actions, back }: PageHeaderProps) {
  useDocumentTitle(`${title} · Holdfast`);
  return (
    <header className={classes.root}>
      <Stack gap={4} className={classes.text}>
        {back && (
          <Anchor size="sm" className={classes.back} renderRoot={(props) => <Link {...back.link} {...props} />}>
            <IconChevronLeft size={15} aria-hidden /> {back.label}
          </Anchor>
        )}
        <Group gap="sm" align="center">
          <Title order={1}>{heading ?? title}</Title>
          {badge}
        </Group>
        {description && (
          <Text c="dimmed" className={classes.description} component="div">
            {description}
          </Text>
        )}
      </Stack>
      {actions && <Group gap="xs">{actions}</Group>}
    </header>
  );
}
