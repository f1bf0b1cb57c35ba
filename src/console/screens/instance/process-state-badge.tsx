import type { OperationState } from '../../api/types.ts';
import { StateBadge } from '../../components/state-badge.tsx';

/** Whether a process runs, by its signs of life. */
export function ProcessStateBadge({ process }: { readonly process: OperationState['processes'][number] }) {
  if (!process.alive) {
    return (
      <StateBadge
        tone="attention"
        title="It ended without saying so: look at its log, and start it again if it should run"
      >
        Gone
      </StateBadge>
    );
  }
  if (process.readOnly) {
    return (
      <StateBadge tone="quiet" title="It refuses changes, and nothing it began is under way">
        Read-only
      </StateBadge>
    );
  }
  return (
    <StateBadge tone="good" alive>
      Running
    </StateBadge>
  );
}
