import type { ConnectionRequest } from '../../api/types.ts';
import { StateBadge, type Tone } from '../../components/state-badge.tsx';

const toneOf = (status: number): Tone => (status < 400 ? 'good' : status < 500 ? 'attention' : 'bad');

const CAUSES: Readonly<Record<NonNullable<ConnectionRequest['cause']>, string>> = {
  expired_token: 'token expired',
  revoked_token: 'token revoked',
  expired_access_token: 'access token ended',
  revoked_access_token: 'OAuth client ended',
  wrong_token: 'wrong token',
  deleted_connection: 'connection deleted',
  rate_limit: 'too fast',
  paused: 'paused',
  wrong_address: 'wrong address',
};

/** How a request was answered, and in two words why, where it was turned away. */
export function RequestStatus({ status, cause }: Pick<ConnectionRequest, 'status' | 'cause'>) {
  return (
    <StateBadge tone={toneOf(status)}>
      {status}
      {cause && ` ${CAUSES[cause]}`}
    </StateBadge>
  );
}
