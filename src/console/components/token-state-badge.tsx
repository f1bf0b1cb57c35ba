import { StateBadge } from './state-badge.tsx';

const LOOKS = {
  active: { tone: 'good', label: 'Active' },
  expired: { tone: 'quiet', label: 'Expired' },
  revoked: { tone: 'quiet', label: 'Revoked' },
  ended: { tone: 'quiet', label: 'Ended' },
} as const;

interface TokenStateBadgeProps {
  readonly state: keyof typeof LOOKS;
  /** Why it ended by itself. */
  readonly endedReason?: 'person_deleted' | undefined;
}

export function TokenStateBadge({ state, endedReason }: TokenStateBadgeProps) {
  return (
    <StateBadge tone={LOOKS[state].tone} title={endedReason && 'The person it is for was deleted'}>
      {LOOKS[state].label}
    </StateBadge>
  );
}
