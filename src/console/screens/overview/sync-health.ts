import type { Overview } from '../../api/types.ts';
import { durationText } from '../../components/time-format.ts';
import { counted, listed } from '../../components/words.ts';

export interface SyncHealth {
  readonly tone: 'good' | 'attention' | 'bad' | 'quiet';
  readonly sentence: string;
}

/** Entra's cycles take 40 minutes; an identity provider silent for a day is worth a look. */
const SILENT_MS = 24 * 3_600_000;

/** The state of an organization's provisioning in one or two sentences, worst news first. */
export function syncHealth(overview: Overview): SyncHealth {
  const live = overview.connections.filter(({ state }) => state !== 'deleted');
  if (live.length === 0) return { tone: 'quiet', sentence: 'No identity provider is connected yet.' };

  const failed = overview.jobsByState.failed ?? 0;
  const paused = live.filter(({ state }) => state === 'paused');
  const unheard = live.filter(({ state, lastRequestAt }) => state === 'active' && !lastRequestAt);
  const silent = live.filter(
    ({ state, lastRequestAt }) =>
      state === 'active' && lastRequestAt && Date.parse(overview.at) - Date.parse(lastRequestAt) > SILENT_MS,
  );

  const news = [
    failed > 0 && `${counted(failed, 'sync job', 'sync jobs')} failed in the last 24 hours.`,
    overview.openHolds > 0 &&
      `${counted(overview.openHolds, 'change is', 'changes are')} held to keep the last administrator.`,
    paused.length > 0 && `${listed(paused.map(({ name }) => name))} ${paused.length === 1 ? 'is' : 'are'} paused.`,
    ...silent.map(
      ({ name, lastRequestAt }) =>
        `${name} has been silent for ${durationText(Date.parse(overview.at) - Date.parse(lastRequestAt ?? ''))}.`,
    ),
    unheard.length > 0 &&
      `${listed(unheard.map(({ name }) => name))} ${unheard.length === 1 ? 'waits' : 'wait'} for a first request.`,
    overview.waitingJobs > 0 && `${counted(overview.waitingJobs, 'job is', 'jobs are')} on the way.`,
  ].filter((sentence): sentence is string => typeof sentence === 'string');

  if (news.length === 0) return { tone: 'good', sentence: 'Everything the directory says is in force.' };
  const attention = overview.openHolds > 0 || paused.length > 0 || silent.length > 0;
  const tone = failed > 0 ? 'bad' : attention ? 'attention' : 'good';
  return { tone, sentence: news.join(' ') };
}
