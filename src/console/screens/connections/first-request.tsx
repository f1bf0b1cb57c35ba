import { Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { diagnosisQuery, WATCH_MS } from '../../api/connection-requests.ts';
import { connectionQuery } from '../../api/connections.ts';
import { Callout } from '../../components/callout.tsx';
import { Time } from '../../components/time.tsx';
import { counted } from '../../components/words.ts';

interface FirstRequestProps {
  readonly organization: string;
  readonly connectionId: string;
}

/** Watches for the first requests of an identity provider, and says when they arrive. */
export function FirstRequest({ organization, connectionId }: FirstRequestProps) {
  const { data } = useQuery({
    ...connectionQuery(organization, connectionId),
    refetchInterval: WATCH_MS,
  });
  const diagnosis = useQuery({ ...diagnosisQuery(organization, connectionId), refetchInterval: WATCH_MS });
  if (diagnosis.data && diagnosis.data.requests > 0 && diagnosis.data.answered === 0) {
    return (
      <Callout
        role="status"
        tone="attention"
        icon={<IconAlertTriangle size={18} />}
        title="Requests arrive, and none of them succeeds yet"
      >
        What is wrong, as far as they show it, stands below. This changes by itself when the first one succeeds.
      </Callout>
    );
  }
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
