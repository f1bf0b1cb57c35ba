import { StateBadge } from './state-badge.tsx';

const LOOKS = {
  active: { tone: 'good', label: 'Active' },
  expired: { tone: 'quiet', label: 'Expired' },
  revoked: { tone: 'quiet', label: 'Revoked' },
} as const;

export function TokenStateBadge({ state }: { readonly state: keyof typeof LOOKS }) {
  return <StateBadge tone={LOOKS[state].tone}>{LOOKS[state].label}</StateBadge>;
}
