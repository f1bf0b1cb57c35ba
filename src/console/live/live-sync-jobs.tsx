import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { eventsUrl } from '../api/client.ts';
import { inside } from '../api/organizations.ts';
import type { Page } from '../api/pages.ts';
import { syncJobsKey } from '../api/sync-jobs.ts';
import type { SyncJob } from '../api/types.ts';

export type LiveState = 'connecting' | 'live' | 'lost';

const LiveContext = createContext<LiveState>('connecting');

/** Whether what is on the screen renews itself right now. */
export const useLive = (): LiveState => use(LiveContext);

/** A busy sync changes hundreds of jobs a second; lists are read again at most this often. */
const RENEW_MS = 1000;

interface LiveSyncJobsProps {
  readonly organization: string;
  readonly children: ReactNode;
}

/**
 * Follows an organization's sync jobs by server-sent events while the page is visible (browsers allow few open streams
 * per host). A known job changes in place at once; lists and counts are read again soon after.
 */
export function LiveSyncJobs({ organization, children }: LiveSyncJobsProps) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const renewSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        renew(queryClient, organization);
      }, RENEW_MS);
    };
    const open = () => {
      source = new EventSource(eventsUrl('/organizations/{organization}/sync-jobs/events', { organization }));
      source.addEventListener('ready', () => {
        setState('live');
        renewSoon();
      });
      source.addEventListener('job', (event: MessageEvent<string>) => {
        const job = jobFrom(event.data);
        if (job) showJob(queryClient, organization, job);
        renewSoon();
      });
      // EventSource connects again by itself, unless the answer was final (signed out, no such organization).
      source.addEventListener('error', () =>
        setState(source?.readyState === EventSource.CLOSED ? 'lost' : 'connecting'),
      );
    };
    const close = () => {
      source?.close();
      source = undefined;
    };
    const onVisibility = () => {
      if (document.hidden) close();
      else if (!source || source.readyState === EventSource.CLOSED) open();
    };

    onVisibility();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      clearTimeout(timer);
      close();
    };
  }, [organization, queryClient]);

  return <LiveContext value={state}>{children}</LiveContext>;
}

function jobFrom(data: string): SyncJob | undefined {
  try {
    return JSON.parse(data) as SyncJob;
  } catch {
    return undefined;
  }
}

/** Puts the job's new state wherever it is already on the screen. */
function showJob(queryClient: QueryClient, organization: string, job: SyncJob): void {
  const key = syncJobsKey(organization);
  queryClient.setQueriesData<InfiniteData<Page<SyncJob>>>({ queryKey: [...key, 'list'] }, (lists) => {
    if (!lists?.pages.some((page) => page.items.some(({ id }) => id === job.id))) return lists;
    const pages = lists.pages.map((page) => ({
      ...page,
      items: page.items.map((each) => (each.id === job.id ? job : each)),
    }));
    return { ...lists, pages };
  });
  queryClient.setQueryData<SyncJob>([...key, 'one', job.id], (known) => (known ? { ...known, ...job } : known));
}

/** What jobs change besides themselves: the overview, holds, directory records, and what people hold. */
function renew(queryClient: QueryClient, organization: string): void {
  for (const part of ['sync-jobs', 'overview', 'holds', 'connections', 'users', 'groups', 'people']) {
    void queryClient.invalidateQueries({ queryKey: inside(organization, part) }, { cancelRefetch: false });
  }
}
