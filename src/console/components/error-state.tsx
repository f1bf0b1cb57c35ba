import { Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { adviceFor, asProblem } from '../api/problem.ts';
import { ButtonLink } from '../routing/router-links.tsx';
import { Callout } from './callout.tsx';
import { CopyableCode } from './copyable-code.tsx';

interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly retrying?: boolean;
}

/** What went wrong in the service's own words, what to do next, and a way to try again. */
export function ErrorState({ error, onRetry, retrying = false }: ErrorStateProps) {
  const problem = asProblem(error);
  const here = useRouterState({ select: ({ location }) => location.href });
  const Icon = problem.status === 0 ? IconPlugConnectedX : IconAlertTriangle;
  return (
    <Callout role="alert" tone="bad" icon={<Icon size={20} />} title={problem.title}>
      <Stack gap="xs" align="flex-start">
        {problem.message !== problem.title && <Text>{problem.message}</Text>}
        <Text c="dimmed">{adviceFor(problem)}</Text>
        <Group gap="sm">
          {onRetry && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={14} aria-hidden />}
              loading={retrying}
              onClick={onRetry}
            >
              Try again
            </Button>
          )}
          {problem.kind === 'not-signed-in' && (
            <ButtonLink size="xs" variant="default" to="/sign-in" search={{ to: here }}>
              Sign in
            </ButtonLink>
          )}
          {problem.requestId && (
            <Text size="xs" c="dimmed" component="span">
              Request <CopyableCode value={problem.requestId} />
            </Text>
          )}
        </Group>
      </Stack>
    </Callout>
  );
}
