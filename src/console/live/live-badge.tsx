import { StateBadge } from '../components/state-badge.tsx';
import { useLive } from './live-sync-jobs.tsx';

const LOOKS = {
  live: { tone: 'good', label: 'Live', meaning: 'Changes appear by themselves' },
  connecting: { tone: 'quiet', label: 'Connecting…', meaning: 'Waiting for the stream of changes' },
  lost: { tone: 'bad', label: 'Not live', meaning: 'The stream of changes ended; reload the page to follow it again' },
} as const;

export function LiveBadge() {
  const state = useLive();
  const look = LOOKS[state];
  return (
    <StateBadge tone={look.tone} title={look.meaning} alive={state === 'live'}>
      {look.label}
    </StateBadge>
  );
}
