import { SimpleGrid } from '@mantine/core';
import { linkOptions } from '@tanstack/react-router';
import type { Overview } from '../../api/types.ts';
import { Stat } from '../../components/stat.tsx';

interface OverviewNumbersProps {
  readonly organization: string;
  readonly overview: Overview;
}

/** The few numbers worth a glance; each leads to what it counts. */
export function OverviewNumbers({ organization, overview }: OverviewNumbersProps) {
  const { jobsByState, people, openHolds, waitingJobs } = overview;
  const params = { organization };
  const accepted = Object.values(jobsByState).reduce((sum, count) => sum + count, 0);
  const failed = (jobsByState.failed ?? 0) + (jobsByState.refused ?? 0);
  const away = [
    people.suspended > 0 && `${people.suspended.toLocaleString()} suspended`,
    people.ended > 0 && `${people.ended.toLocaleString()} ended`,
  ].filter(Boolean);
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md">
      <Stat
        label="Active people"
        value={people.active.toLocaleString()}
        note={away.length > 0 ? away.join(' · ') : 'nobody suspended'}
        link={linkOptions({ to: '/o/$organization/people', params, search: { state: 'active' } })}
      />
      <Stat
        label="Sync jobs, last 24 hours"
        value={accepted.toLocaleString()}
        note={waitingJobs > 0 ? `${waitingJobs.toLocaleString()} on the way now` : 'none waiting'}
        link={linkOptions({ to: '/o/$organization/sync-jobs', params, search: { since: '24h' } })}
      />
      <Stat
        label="Open holds"
        value={openHolds.toLocaleString()}
        tone={openHolds > 0 ? 'attention' : 'plain'}
        note={openHolds > 0 ? 'wait for a decision' : 'no role is at stake'}
        link={linkOptions({ to: '/o/$organization/holds', params })}
      />
      <Stat
        label="Failed or refused, last 24 hours"
        value={failed.toLocaleString()}
        tone={failed > 0 ? 'bad' : 'plain'}
        note={failed > 0 ? 'look, then retry' : 'all went through'}
        link={linkOptions({
          to: '/o/$organization/sync-jobs',
          params,
          search: { state: ['failed', 'refused'], since: '24h' },
        })}
      />
    </SimpleGrid>
  );
}
