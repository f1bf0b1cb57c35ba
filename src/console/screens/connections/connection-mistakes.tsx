import { Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconBulb } from '@tabler/icons-react';
import type { ConnectionMistake } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { Time } from '../../components/time.tsx';

/** What the latest requests show to be set up wrongly, each with what to do. */
export function ConnectionMistakes({ mistakes }: { readonly mistakes: readonly ConnectionMistake[] }) {
  if (mistakes.length === 0) return null;
  return (
    <Stack gap="xs" role="status" aria-label="What is set up wrongly">
      {mistakes.map(({ kind, severity, title, advice, lastAt }) => (
        <Callout
          key={kind}
          tone={severity === 'problem' ? 'attention' : 'busy'}
          icon={severity === 'problem' ? <IconAlertTriangle size={18} /> : <IconBulb size={18} />}
          title={title}
        >
          {advice}
          <Text size="xs" c="dimmed" mt={4}>
            Last seen <Time at={lastAt} />
          </Text>
        </Callout>
      ))}
    </Stack>
  );
}
