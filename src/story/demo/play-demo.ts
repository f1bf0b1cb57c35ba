import { type ApiClient, becomeFirstAdministrator } from '../api/api-client.ts';
import { entra } from '../entra/entra.ts';
import { okta } from '../okta/okta.ts';
import { ScimClient } from '../player/scim-client.ts';
import { initialSync } from './initial-sync.ts';
import { joinersMoversLeavers } from './joiners-movers-leavers.ts';
import { killedWorker } from './killed-worker.ts';
import { lastAdministrator } from './last-administrator.ts';
import { mapGroups } from './map-groups.ts';
import type { Narrator } from './narrator.ts';
import { sameRefusal } from './same-refusal.ts';
import { setUp } from './set-up.ts';
import { below, type JobView, type Stage, type WorkerProcess } from './stage.ts';

export interface DemoParts {
  readonly firstAdministratorLink: string;
  readonly worker: WorkerProcess;
  readonly users: number;
  readonly narrator: Narrator;
  /** How a list is printed. */
  readonly table: (columns: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]) => string;
}

/** Fewer could not play all the parts. */
export const FEWEST_USERS = 12;

const JOBS_SHOWN = 25;
const ADMINISTRATOR = { email: 'you@holdfast.example', displayName: 'You', password: 'the demo sets this one itself' };

/** Plays the whole story against a running service, over HTTP only. Resolves with a one-time sign-in link. */
export async function playDemo({ narrator, table, ...parts }: DemoParts): Promise<{ readonly signInLink: string }> {
  const api = await becomeFirstAdministrator(parts.firstAdministratorLink, ADMINISTRATOR);
  const { scene, tokens, scimBaseUrl } = await setUp(api, narrator);
  const stage: Stage = {
    narrator,
    api,
    okta: new ScimClient(okta, scimBaseUrl, tokens.okta),
    entra: new ScimClient(entra, scimBaseUrl, tokens.entra),
    worker: parts.worker,
    users: parts.users,
    scene,
  };
  try {
    await initialSync(stage);
    await mapGroups(stage);
    await joinersMoversLeavers(stage);
    await lastAdministrator(stage);
    await sameRefusal(stage);
    await killedWorker(stage);
    await showJobs(stage, table);
  } finally {
    stage.okta.close();
    stage.entra.close();
  }
  return { signInLink: await signInLink(api) };
}

async function showJobs(stage: Stage, table: DemoParts['table']): Promise<void> {
  const { narrator, api } = stage;
  narrator.chapter('What auditors read: the sync jobs');
  const jobs = await api.list<JobView>(below(stage, '/sync-jobs'));
  const rows = jobs
    .slice(0, JOBS_SHOWN)
    .map((job) => [job.createdAt.slice(11, 19), job.state, job.summary, peopleOf(job.counts)]);
  for (const line of table(['Time', 'State', 'What', 'People'], rows).split('\n')) narrator.tell(line);
  const counted = new Map<string, number>();
  for (const { state } of jobs) counted.set(state, (counted.get(state) ?? 0) + 1);
  const totals = [...counted].map(([state, number]) => `${number} ${state.replace('_', ' ')}`).join(', ');
  narrator.tell(`${jobs.length > JOBS_SHOWN ? `… and ${jobs.length - JOBS_SHOWN} more. ` : ''}In all: ${totals}.`);
  const unfinished = jobs.filter((job) => ['queued', 'running', 'failed'].includes(job.state));
  narrator.check('every sync job is at rest and none failed', unfinished.length === 0, unfinished);
}

const peopleOf = (counts: JobView['counts']): string =>
  Object.entries(counts)
    .map(([verdict, number]) => `${number} ${verdict}`)
    .join(', ');

async function signInLink(api: ApiClient): Promise<string> {
  const { account } = await api.get<{ account: { id: string } }>('/session');
  return (await api.post<{ url: string }>(`/accounts/${account.id}/set-password-link`)).url;
}
