import { Loader, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { connectionQuery } from '../../api/connections.ts';
import { Callout } from '../../components/callout.tsx';
import { Time } from '../../components/time.tsx';
import { counted } from '../../components/words.ts';

interface FirstRequestProps {
  readonly organization: string;
  readonly connectionId: string;
}

const POLL_MS = 2500;

/** Watches for the first requests of an identity provider, and says when they arrive. */
export function FirstRequest({ organization, connectionId }: FirstRequestProps) {
  const { data } = useQuery({
    ...connectionQuery(organization, connectionId),
    refetchInterval: POLL_MS,
  });
  if (!data?.lastRequestAt) {
    return (
      <Callout role="status" tone="busy" icon={<Loader size={17} color="blue" />} title="Waiting for the first request">
        Leave this open while you set up the identity provider. It changes by itself when its connection test, or its
        first push, arrives.
      </Callout>
    );
  }
  const { users, groups } = data.counts;
  return (
    <Callout role="status" tone="good" icon={<IconCircleCheck size={20} />} title={`${data.name} has been heard`}>
      <Text>
        Last request <Time at={data.lastRequestAt} />. So far {counted(users, 'user', 'users')} and{' '}
        {counted(groups, 'group', 'groups')}
        {users + groups === 0 ? ': the connection test works, and pushing has not begun.' : ' have arrived.'}
      </Text>
    </Callout>
  );
}
