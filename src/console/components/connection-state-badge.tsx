import type { Connection } from '../api/types.ts';
import { StateBadge } from './state-badge.tsx';

/** Whether a connection works, waits for its first request, or is paused. */
export function ConnectionStateBadge({ state, lastRequestAt }: Pick<Connection, 'state' | 'lastRequestAt'>) {
  if (state === 'deleted') return <StateBadge tone="quiet">Deleted</StateBadge>;
  if (state === 'paused') {
    return (
      <StateBadge tone="attention" title="SCIM requests are answered 503; access stays as it is">
        Paused
      </StateBadge>
    );
  }
  return lastRequestAt ? (
    <StateBadge tone="good" title="The identity provider has sent requests">
      Connected
    </StateBadge>
  ) : (
    <StateBadge tone="busy" title="Waiting for the identity provider's first request" alive>
      No request yet
    </StateBadge>
  );
}
