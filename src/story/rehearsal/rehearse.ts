import { randomBytes, randomUUID } from 'node:crypto';
import type { Variables } from '../player/exchange.ts';
import { fill, MissingVariable } from '../player/fill-template.ts';
import { play, UnexpectedAnswer } from '../player/play.ts';
import { ScimClient } from '../player/scim-client.ts';
import type { Behaviour, Rehearsal } from './behaviour.ts';
import { CannotRehearse, checkInstance } from './check-instance.ts';
import { describeRequest } from './describe-request.ts';
import { NoScimServer } from './no-scim-server.ts';
import type { BehaviourOnReport, ClientOnReport, RehearsalReport, RequestOnReport } from './report.ts';

export interface RehearsalPlan {
  readonly rehearsals: readonly Rehearsal[];
  readonly baseUrl: string;
  readonly token: string;
  /** `Holdfast 1.2.0` */
  readonly rehearsedBy: string;
  /** Stops it after the request under way; what was created is removed all the same. */
  readonly signal?: AbortSignal;
}

/** What happens while it runs. */
export interface Audience {
  begins?(rehearsal: Rehearsal): void;
  result?(result: BehaviourOnReport): void;
  ends?(client: ClientOnReport): void;
}

/**
 * Plays the traffic of clients against any SCIM server, behaviour by behaviour, and removes what it created. Names are new
 * each time, and nothing is written to that it did not create, so it can be repeated and leaves alone what is there.
 * @throws NoScimServer, CannotRehearse when it cannot begin; ends early, and says why, when it cannot go on.
 */
export async function rehearse(plan: RehearsalPlan, audience: Audience = {}): Promise<RehearsalReport> {
  const startedAt = new Date().toISOString();
  const instance = { address: plan.baseUrl, ...(await checkInstance(plan)) };
  const clients: ClientOnReport[] = [];
  let stopped: string | undefined;
  for (const rehearsal of plan.rehearsals) {
    if (stopped !== undefined || plan.signal?.aborted) break;
    audience.begins?.(rehearsal);
    const { client, obstacle } = await rehearseOne(plan, rehearsal, audience);
    stopped = obstacle;
    clients.push(client);
    audience.ends?.(client);
  }
  if (plan.signal?.aborted) stopped = 'It was interrupted';
  return {
    format: 1,
    instance,
    rehearsedBy: plan.rehearsedBy,
    startedAt,
    endedAt: new Date().toISOString(),
    passed: stopped === undefined && clients.every((one) => one.passed === one.behaviours.length && isClean(one)),
    ...(stopped !== undefined && { stopped }),
    clients,
  };
}

const isClean = ({ leftBehind }: ClientOnReport): boolean => leftBehind.length === 0;

async function rehearseOne(
  plan: RehearsalPlan,
  { id, provider, behaviours }: Rehearsal,
  audience: Audience,
): Promise<{ readonly client: ClientOnReport; readonly obstacle: string | undefined }> {
  const { signal } = plan;
  const client = new ScimClient(provider, plan.baseUrl, plan.token, { onlyOwn: true, ...(signal && { signal }) });
  const results: BehaviourOnReport[] = [];
  let known: Variables = { run: randomBytes(4).toString('hex'), probe: randomUUID(), ghost: randomUUID() };
  let obstacle: string | undefined;
  let leftBehind: readonly string[] = [];
  try {
    for (const behaviour of behaviours) {
      const { result, reached, isOutage } = await show(client, behaviour, known);
      if (signal?.aborted) break;
      known = reached;
      results.push(result);
      audience.result?.(result);
      obstacle = isOutage ? await obstacleNow(plan) : undefined;
      if (obstacle !== undefined) break;
    }
  } finally {
    leftBehind = await client.removeCreated();
    client.close();
  }
  const count = (outcome: BehaviourOnReport['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  return {
    obstacle,
    client: {
      client: id,
      title: provider.title,
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
      requests: client.sent,
      behaviours: results,
      leftBehind,
    },
  };
}

interface Shown {
  readonly result: BehaviourOnReport;
  readonly reached: Variables;
  /** It failed in a way that may mean that nothing further can work. */
  readonly isOutage: boolean;
}

async function show(client: ScimClient, behaviour: Behaviour, before: Variables): Promise<Shown> {
  const { claim, exchanges, using = {}, keep = {} } = behaviour;
  const requests: RequestOnReport[] = [];
  let reached = before;
  try {
    const own = fill(using, before) as Variables;
    await play(
      client,
      exchanges,
      { ...before, ...own },
      {
        played: (played) => requests.push(describeRequest(played)),
        saved: (saved) => {
          const kept = Object.entries(keep).flatMap(([name, of]) =>
            saved[of] === undefined ? [] : [[name, saved[of]]],
          );
          reached = { ...reached, ...Object.fromEntries(kept) };
        },
      },
    );
    return { result: { behaviour: claim, outcome: 'passed', requests }, reached, isOutage: false };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const outcome = error instanceof MissingVariable ? 'skipped' : 'failed';
    const isOutage = error instanceof UnexpectedAnswer && [401, 503, undefined].includes(error.answer?.status);
    return { result: { behaviour: claim, outcome, reason, requests }, reached, isOutage };
  }
}

/** Undefined when it was only that request. */
async function obstacleNow(plan: RehearsalPlan): Promise<string | undefined> {
  try {
    await checkInstance(plan);
    return undefined;
  } catch (error) {
    if (error instanceof CannotRehearse || error instanceof NoScimServer) return error.message;
    throw error;
  }
}
