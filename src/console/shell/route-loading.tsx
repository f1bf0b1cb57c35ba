import { Skeleton, Stack } from '@mantine/core';

/** While a screen's code or its first data is on the way. */
export function RouteLoading() {
  return (
    <Stack gap="lg" aria-busy="true" aria-label="Loading" p="md">
      <Skeleton height={24} width={220} />
      <Skeleton height={140} radius="lg" />
      <Skeleton height={260} radius="lg" />
    </Stack>
  );
}
