import { Text, Timeline } from '@mantine/core';
import type { SyncJobDetail } from '../../api/types.ts';
import { JOB_STATES } from '../../components/job-state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { durationText } from '../../components/time-format.ts';

interface Step {
  readonly title: string;
  readonly at?: string | undefined;
  readonly note?: string;
}

const between = (from: string, to: string): string => durationText(Date.parse(to) - Date.parse(from));

function steps(job: SyncJobDetail): Step[] {
  const resting = job.state !== 'queued' && job.state !== 'running';
  return [
    { title: 'Accepted', at: job.createdAt, note: 'stored with its audit event, in one transaction' },
    job.startedAt
      ? { title: 'Taken up', at: job.startedAt, note: `${between(job.createdAt, job.startedAt)} later` }
      : { title: resting ? 'Decided' : 'Waits for a worker', ...(resting ? {} : { at: job.dueAt }) },
    resting
      ? {
          title: JOB_STATES[job.state].label,
          at: job.finishedAt,
          ...(job.finishedAt && job.startedAt && job.finishedAt > job.startedAt
            ? { note: `${between(job.startedAt, job.finishedAt)} of work` }
            : {}),
        }
      : { title: job.state === 'running' ? 'Running' : 'Queued' },
  ];
}

/** When a job was accepted, taken up and finished. */
export function JobTimeline({ job }: { readonly job: SyncJobDetail }) {
  const all = steps(job);
  const resting = job.state !== 'queued' && job.state !== 'running';
  return (
    <Timeline bulletSize={14} lineWidth={2} active={resting ? all.length : job.startedAt ? 1 : 0} mt={4}>
      {all.map((step) => (
        <Timeline.Item key={step.title} title={step.title}>
          {step.at && (
            <Text size="xs" component="div">
              <Time at={step.at} format="full" />
            </Text>
          )}
          {step.note && (
            <Text size="xs" c="dimmed">
              {step.note}
            </Text>
          )}
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
