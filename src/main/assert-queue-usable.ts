import type { Log } from '../application/ports/log.ts';
import type { Configuration } from './configuration/configuration.ts';
import { Refused } from './errors.ts';

/**
 * Looks at the Redis of `QUEUE_URL` once, when a process starts, and logs what is wrong with it. One that is away may
 * come back, and changes are accepted without it; one that refuses this process will go on refusing. @throws Refused
 */
export async function assertQueueUsable({ queueUrl }: Pick<Configuration, 'queueUrl'>, log: Log): Promise<void> {
  if (queueUrl === undefined) return;
  const { inspectRedis } = await import('../infrastructure/bullmq/inspect-redis.ts');
  const { server, troubles } = await inspectRedis(queueUrl);
  for (const { kind, detail, fix } of troubles) {
    if (kind === 'refused') throw new Refused(`${detail}. ${fix}`);
    const meanwhile = kind === 'away' ? ' Changes are accepted meanwhile, and applied once it answers.' : '';
    log.warn({ ...(server !== undefined && { server }) }, `${detail}. ${fix}${meanwhile}`);
  }
}
