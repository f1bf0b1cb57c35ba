import { Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './auth-frame.module.css';
import { BrandMark } from './brand.tsx';
import { ColorSchemeMenu } from './color-scheme-menu.tsx';

interface AuthFrameProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of the few screens for people who are not signed in. */
export function AuthFrame({ title, description, children }: AuthFrameProps) {
  useDocumentTitle(`${title} · Holdfast`);
  return (
    <main className={classes.root}>
      <div className={classes.scheme}>
        <ColorSchemeMenu />
      </div>
      <div className={classes.column}>
        <Stack align="center" gap={10} mb="lg">
          <BrandMark size={44} />
          <Title order={1} ta="center">
            {title}
          </Title>
          {description && (
            <Text c="dimmed" ta="center" component="div">
              {description}
            </Text>
          )}
        </Stack>
        <Paper withBorder radius="lg" className={classes.card}>
          {children}
        </Paper>
        <Text size="xs" c="dimmed" ta="center" mt="lg">
          Holdfast · provisioning that never removes the last administrator
        </Text>
      </div>
    </main>
  );
}
