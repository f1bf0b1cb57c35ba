import { Text } from '@mantine/core';
import { Time } from './time.tsx';

/** When something happened last or will end, or that it never did or will. */
export function TimeOrNever({ at }: { readonly at: string | undefined }) {
  if (at !== undefined) return <Time at={at} />;
  return (
    <Text span c="dimmed">
      never
    </Text>
  );
}
