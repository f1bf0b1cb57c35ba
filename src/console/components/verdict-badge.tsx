import type { SubjectVerdict } from '../api/types.ts';
import { StateBadge, type Tone } from './state-badge.tsx';

export const VERDICTS: Readonly<Record<SubjectVerdict, { tone: Tone; label: string; meaning: string }>> = {
  applied: { tone: 'good', label: 'Applied', meaning: 'The person has what the directory says' },
  unchanged: { tone: 'quiet', label: 'Unchanged', meaning: 'The person already had it' },
  held: { tone: 'attention', label: 'Held', meaning: 'The last-administrator guard kept a role' },
  deferred: {
    tone: 'busy',
    label: 'Waiting',
    meaning: 'Decided after everybody else, because a role may have to stay',
  },
  exempted: { tone: 'accent', label: 'Exempted', meaning: 'A discarded hold protects this person for a while' },
  discarded: { tone: 'quiet', label: 'Discarded', meaning: 'A person decided it should not happen' },
  superseded: { tone: 'quiet', label: 'Superseded', meaning: 'Later changes made it unnecessary' },
  unlinked: { tone: 'attention', label: 'Unlinked', meaning: 'The directory gave no e-mail to link a person by' },
};

/** What became of one person of a job. */
export function VerdictBadge({ verdict }: { readonly verdict: SubjectVerdict }) {
  const look = VERDICTS[verdict];
  return (
    <StateBadge tone={look.tone} title={look.meaning}>
      {look.label}
    </StateBadge>
  );
}
