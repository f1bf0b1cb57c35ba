import type { Log } from '../../../application/ports/log.ts';
import { isAlive } from './process-identity.ts';

const CHECK_MS = 500;

export interface KeptRunning {
  /** Ends the watch, after which the server stays down when it goes down; its process id as it is now. */
  end(): Promise<number>;
}

/**
 * Starts the server again when it goes down by itself (killed for want of memory, by mistake), on the port it had, so
 * that the service recovers without a restart of its own.
 */
export function keepRunning(pid: number, restart: () => Promise<number>, log: Log | undefined): KeptRunning {
  let current = pid;
  let restarting: Promise<void> | undefined;
  let ended = false;
  const check = async () => {
    log?.error({ pid: current }, 'The embedded database went down; starting it again');
    try {
      current = await restart();
      log?.info({ pid: current }, 'The embedded database runs again');
    } catch (error) {
      log?.error({ err: error }, 'The embedded database does not start; trying again');
    }
    restarting = undefined;
  };
  const timer = setInterval(() => {
    if (!ended && restarting === undefined && !isAlive(current)) restarting = check();
  }, CHECK_MS).unref();
  return {
    end: async () => {
      ended = true;
      clearInterval(timer);
      await restarting;
      return current;
    },
  };
}
