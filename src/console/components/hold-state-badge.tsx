import type { HoldState } from '../api/types.ts';
import { StateBadge, type Tone } from './state-badge.tsx';

const LOOKS: Readonly<Record<HoldState, { tone: Tone; label: string; meaning: string }>> = {
  open: { tone: 'attention', label: 'Open', meaning: 'Waits for another administrator, or a decision' },
  completed: { tone: 'good', label: 'Completed', meaning: 'Another administrator exists; the change went through' },
  superseded: { tone: 'quiet', label: 'Superseded', meaning: 'The directory no longer wants the change' },
  discarded: { tone: 'quiet', label: 'Discarded', meaning: 'A person decided the change should not happen' },
};

export function HoldStateBadge({ state }: { readonly state: HoldState }) {
  const look = LOOKS[state];
  return (
    <StateBadge tone={look.tone} title={look.meaning}>
      {look.label}
    </StateBadge>
  );
}
