import type { Account } from '../../api/types.ts';
import { StateBadge } from '../../components/state-badge.tsx';

/** Whether the account can sign in. */
export function AccountStateBadge({
  account,
}: {
  readonly account: Pick<Account, 'lockedAt' | 'hasPassword' | 'kind'>;
}) {
  if (account.lockedAt) {
    return (
      <StateBadge tone="bad" title="It cannot sign in anywhere">
        Locked
      </StateBadge>
    );
  }
  if (account.kind === 'human' && !account.hasPassword) {
    return (
      <StateBadge tone="quiet" title="It can sign in once a password is set through a link">
        No password
      </StateBadge>
    );
  }
  return <StateBadge tone="good">Can sign in</StateBadge>;
}
