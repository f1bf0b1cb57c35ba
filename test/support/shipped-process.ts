import { type HoldfastProcess, spawnHoldfast } from '../../src/main/spawn-holdfast.ts';
import { ensureBuilt } from './running-service.ts';

/** Starts `holdfast <command>` with these settings and waits until it serves. It stops when this process is gone. */
export async function startShipped(
  command: 'start' | 'serve' | 'worker',
  settings: Readonly<Record<string, string>>,
): Promise<HoldfastProcess> {
  ensureBuilt();
  return await spawnHoldfast([command], { environment: { LOG_LEVEL: 'warn', SCIM_RATE_LIMIT: '0', ...settings } });
}

const ERROR = 50;

/** What a process logged as an error so far. */
export const errorsOf = (process: HoldfastProcess): readonly string[] => errorsIn(process.output());

/** The lines of a log that are errors. */
export const errorsIn = (log: string): readonly string[] =>
  log.split('\n').filter((line) => {
    try {
      const { level } = JSON.parse(line) as { readonly level?: unknown };
      return typeof level === 'number' && level >= ERROR;
    } catch {
      return false;
    }
  });

/** Without answers of 503: they tell a client to come back, of which the request log tells as of an error. */
export const withoutUnavailable = (errors: readonly string[]): readonly string[] =>
  errors.filter((line) => (JSON.parse(line) as { readonly statusCode?: number }).statusCode !== 503);
