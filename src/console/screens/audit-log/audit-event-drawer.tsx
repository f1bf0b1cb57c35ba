import { Drawer, Stack } from '@mantine/core';
import type { AuditEvent } from '../../api/types.ts';
import { CopyableCode } from '../../components/copyable-code.tsx';
import { Facts } from '../../components/facts.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { PlanDiff } from '../../components/plan-diff.tsx';
import { Time } from '../../components/time.tsx';
import { AnchorLink } from '../../routing/router-links.tsx';
import { actionText } from './action-text.ts';
import { actorText } from './audit-actor.ts';

interface AuditEventDrawerProps {
  readonly event: AuditEvent | undefined;
  readonly onClose: () => void;
  readonly organization: string | undefined;
}

const OUTCOME_TEXT = {
  done: 'done',
  unchanged: 'nothing to change',
  refused: 'refused; nothing was changed',
} as const;

/** One audit event with everything it recorded. */
export function AuditEventDrawer({ event, onClose, organization }: AuditEventDrawerProps) {
  return (
    <Drawer
      opened={event !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={event ? actionText(event.action) : ''}
      overlayProps={{ backgroundOpacity: 0.35 }}
    >
      {event && (
        <Stack gap="lg">
          <Facts
            facts={[
              { label: 'When', value: <Time at={event.at} format="full" /> },
              { label: 'By', value: actorText(event.actor) },
              { label: 'Outcome', value: OUTCOME_TEXT[event.outcome] },
              event.target && {
                label: 'About',
                value: `${event.target.kind.replaceAll('_', ' ')} ${event.target.label ?? ''}`,
              },
              event.roles && event.roles.length > 0 && { label: 'Roles', value: <PlanDiff roles={event.roles} /> },
              event.target && { label: 'Its id', value: <CopyableCode value={event.target.id} /> },
              { label: 'Recorded as', value: <CopyableCode value={event.action} /> },
              event.jobId !== undefined && {
                label: 'Sync job',
                value: organization ? (
                  <AnchorLink
                    inherit
                    to="/o/$organization/sync-jobs/$jobId"
                    params={{ organization, jobId: event.jobId }}
                  >
                    see what became of it
                  </AnchorLink>
                ) : (
                  <CopyableCode value={event.jobId} />
                ),
              },
              event.requestId !== undefined && { label: 'Request', value: <CopyableCode value={event.requestId} /> },
              { label: 'Event id', value: <CopyableCode value={event.id} /> },
            ]}
          />
          {event.details && <JsonView label="Recorded details" value={event.details} openedAtFirst />}
        </Stack>
      )}
    </Drawer>
  );
}
