import { Text, Timeline } from '@mantine/core';
import type { Hold } from '../../api/types.ts';
import { Time } from '../../components/time.tsx';
import { AnchorLink } from '../../routing/router-links.tsx';

interface HoldCausesProps {
  readonly organization: string;
  readonly causes: Hold['causes'];
}

/** The jobs that wanted the change, oldest first. */
export function HoldCauses({ organization, causes }: HoldCausesProps) {
  return (
    <Timeline bulletSize={14} lineWidth={2} active={causes.length} mt={4}>
      {causes.map((cause) => (
        <Timeline.Item
          key={`${cause.jobId}:${cause.at}`}
          title={
            <AnchorLink size="sm" to="/o/$organization/sync-jobs/$jobId" params={{ organization, jobId: cause.jobId }}>
              {cause.summary}
            </AnchorLink>
          }
        >
          <Text size="xs" c="dimmed">
            <Time at={cause.at} />
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
