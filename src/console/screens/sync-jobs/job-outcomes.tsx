import { Stack, Text } from '@mantine/core';
import { IconShieldCheck, IconUsers } from '@tabler/icons-react';
import { linkOptions } from '@tanstack/react-router';
import { usePages } from '../../api/pages.ts';
import { outcomePages } from '../../api/sync-jobs.ts';
import type { SyncJobDetail } from '../../api/types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { PlanDiff } from '../../components/plan-diff.tsx';
import { Section } from '../../components/section.tsx';
import { durationText } from '../../components/time-format.ts';
import { VerdictBadge } from '../../components/verdict-badge.tsx';
import classes from './job-outcomes.module.css';

interface JobOutcomesProps {
  readonly organization: string;
  readonly job: SyncJobDetail;
}

/** Person by person: what they had, what they have, and what the guard said. */
export function JobOutcomes({ organization, job }: JobOutcomesProps) {
  const pages = usePages(outcomePages(organization, job.id));
  const waiting = job.state === 'queued' || job.state === 'running';
  return (
    <Section title="People" padding="flush">
      <DataTable
        label="What became of each person"
        pages={pages}
        rowKey={(outcome) => outcome.accountId}
        rowLink={(outcome) =>
          linkOptions({ to: '/o/$organization/people/$person', params: { organization, person: outcome.accountId } })
        }
        skeletonRows={3}
        columns={[
          {
            key: 'person',
            header: 'Person',
            width: '30%',
            cell: ({ displayName, email }) => <PersonName name={displayName} email={email} />,
          },
          {
            key: 'change',
            header: 'Before → after',
            cell: (outcome) => (
              <Stack gap={6}>
                <PlanDiff
                  roles={outcome.roles}
                  membershipBefore={outcome.membershipBefore}
                  membershipAfter={outcome.membershipAfter}
                  sessionsEnded={outcome.sessionsEnded}
                />
                {outcome.guard && (
                  <Text size="xs" className={classes.guard} data-verdict={outcome.verdict}>
                    <IconShieldCheck size={14} aria-hidden /> {outcome.guard}
                  </Text>
                )}
              </Stack>
            ),
          },
          {
            key: 'verdict',
            header: 'Outcome',
            width: 116,
            cell: (outcome) => <VerdictBadge verdict={outcome.verdict} />,
          },
          {
            key: 'latency',
            header: 'After',
            width: 88,
            align: 'end',
            optional: true,
            cell: (outcome) => (
              <Text span c="dimmed" className={classes.number}>
                {durationText(outcome.latencyMs)}
              </Text>
            ),
          },
        ]}
        empty={
          <EmptyState
            icon={<IconUsers size={22} />}
            title={waiting ? 'Nobody is decided yet' : 'It concerned nobody’s access'}
          >
            {waiting
              ? 'People appear here as they are decided.'
              : 'The change is in the directory; no account’s roles or membership depend on it.'}
          </EmptyState>
        }
      />
    </Section>
  );
}
