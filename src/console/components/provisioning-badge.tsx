import type { DirectoryUser } from '../api/types.ts';
import { StateBadge, type Tone } from './state-badge.tsx';

type Status = DirectoryUser['provisioningStatus'];

const STATUSES: Readonly<Record<Status, { readonly label: string; readonly tone: Tone; readonly title: string }>> = {
  active: { label: 'Active', tone: 'good', title: 'A member of the organization' },
  pending: { label: 'Pending', tone: 'busy', title: 'What the directory says has not been carried out yet' },
  suspended: { label: 'Suspended', tone: 'quiet', title: 'No access; the roles lie dormant' },
  ended: { label: 'Ended', tone: 'quiet', title: 'No access' },
  held: { label: 'Held', tone: 'attention', title: 'The guard holds a removal back' },
  unlinked: { label: 'Unlinked', tone: 'attention', title: 'The directory gave no e-mail to link a person by' },
};

interface ProvisioningBadgeProps {
  readonly user: Pick<DirectoryUser, 'provisioningStatus' | 'holdReason'>;
}

/** What became of a directory user here. */
export function ProvisioningBadge({ user: { provisioningStatus, holdReason } }: ProvisioningBadgeProps) {
  const { label, tone, title } = STATUSES[provisioningStatus];
  return (
    <StateBadge tone={tone} title={holdReason ?? title} alive={provisioningStatus === 'pending'}>
      {label}
    </StateBadge>
  );
}
