import { SignInAttempts } from '../application/accounts/sign-in-attempts.ts';
import { forgetExpiredAccessTokens } from '../application/connections/forget-expired-access-tokens.ts';
import { forgetOldRequests } from '../application/connections/prune-requests.ts';
import type { Working } from '../application/ports/job-queue.ts';
import type { Log } from '../application/ports/log.ts';
import { applySyncJobs } from '../application/provisioning/apply-sync-jobs.ts';
import { endExceptions } from '../application/provisioning/end-exceptions.ts';
import { observeWork, type WorkObserver } from '../application/provisioning/observe-work.ts';
import { sweepHolds } from '../application/provisioning/sweep-holds.ts';
import { terminateDueUsers } from '../application/provisioning/terminate-due-users.ts';
import { startWorker } from '../worker/start-worker.ts';
import type { Installation } from './compose.ts';
import type { Configuration } from './configuration/configuration.ts';

/** Makes this process apply sync jobs, relay lost ones and run the sweeps. */
export const startWork = (
  { app, queue }: Installation,
  { workerConcurrency, keptRequestDays }: Configuration,
  log: Log,
  observer?: WorkObserver,
): Promise<Working> =>
  startWorker(app, queue, {
    applySyncJobs: observer ? observeWork(applySyncJobs, observer) : applySyncJobs,
    concurrency: workerConcurrency,
    sweeps: [
      { name: 'holds', run: async () => void (await sweepHolds(app)) },
      { name: 'attempts', run: () => new SignInAttempts(app).forgetOld() },
      { name: 'requests', run: (signal) => forgetOldRequests(app, keptRequestDays, signal) },
      { name: 'access tokens', run: async (signal) => void (await forgetExpiredAccessTokens(app, signal)) },
      { name: 'terminations', run: async (signal) => void (await terminateDueUsers(app, signal)) },
      { name: 'exceptions', run: async () => void (await endExceptions(app)) },
    ],
    log,
  });
