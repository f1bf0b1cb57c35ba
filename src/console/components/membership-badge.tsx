import type { MembershipState } from '../api/types.ts';
import { StateBadge, type Tone } from './state-badge.tsx';

const LOOKS: Readonly<Record<MembershipState, { tone: Tone; label: string; meaning: string }>> = {
  active: { tone: 'good', label: 'Active', meaning: 'Belongs to the organization; the roles are in force' },
  suspended: { tone: 'attention', label: 'Suspended', meaning: 'Roles are dormant until restored' },
  ended: { tone: 'quiet', label: 'Ended', meaning: 'No longer belongs to the organization' },
};

export function MembershipBadge({ state }: { readonly state: MembershipState }) {
  const look = LOOKS[state];
  return (
    <StateBadge tone={look.tone} title={look.meaning}>
      {look.label}
    </StateBadge>
  );
}
