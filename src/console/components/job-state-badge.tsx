import type { SyncJobState } from '../api/types.ts';
import { StateBadge, type Tone } from './state-badge.tsx';

interface Look {
  readonly tone: Tone;
  readonly label: string;
  readonly meaning: string;
}

export const JOB_STATES: Readonly<Record<SyncJobState, Look>> = {
  queued: { tone: 'busy', label: 'Queued', meaning: 'Accepted; a worker takes it up next' },
  running: { tone: 'busy', label: 'Running', meaning: 'A worker is deciding about its people' },
  applied: { tone: 'good', label: 'Applied', meaning: 'Everybody it concerns is up to date' },
  partly_applied: { tone: 'attention', label: 'Partly applied', meaning: 'Some applied, some held' },
  held: {
    tone: 'attention',
    label: 'Held',
    meaning: 'Refused by the last-administrator guard and kept until resolved',
  },
  refused: { tone: 'bad', label: 'Refused', meaning: 'The identity provider got 409; nothing was changed' },
  failed: { tone: 'bad', label: 'Failed', meaning: 'It kept failing; it can be retried' },
  discarded: { tone: 'quiet', label: 'Discarded', meaning: 'A person decided it should not happen' },
  superseded: { tone: 'quiet', label: 'Superseded', meaning: 'Later changes made it unnecessary' },
};

/** Where a sync job stands. */
export function JobStateBadge({ state }: { readonly state: SyncJobState }) {
  const look = JOB_STATES[state];
  return (
    <StateBadge tone={look.tone} title={look.meaning} alive={state === 'running'}>
      {look.label}
    </StateBadge>
  );
}
