import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { SignInAttempts } from '../application/accounts/sign-in-attempts.ts';
import type { Application } from '../application/application.ts';
import type { ConnectionTokenAuthentication } from '../application/connections/authenticate-connection-token.ts';
import type { JobQueue } from '../application/ports/job-queue.ts';
import { createApiRouter } from './api/api-router.ts';
import { baseUrlOf } from './base-url.ts';
import { createConsoleRouter } from './console-files.ts';
import { SyncJobFeed } from './live/sync-job-feed.ts';
import type { Metrics } from './metrics.ts';
import { createTokenEndpoint } from './oauth/token-endpoint.ts';
import { createOperationsRouter } from './operations-router.ts';
import { NoSuchRoute } from './problem-error.ts';
import { createReferenceRouter } from './reference-page.ts';
import { requestLog } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import { problemHandler } from './send-problem.ts';

export interface HttpDependencies {
  readonly app: Application;
  readonly logger: Logger;
  readonly queue: Pick<JobQueue, 'ping'>;
  readonly metrics: Metrics;
  /** Everything below `/scim/v2`, its errors included. */
  readonly scim: RequestHandler;
  /** Answers SCIM requests that came elsewhere, and lets others pass. */
  readonly misplacedScim: RequestHandler;
  /** The token cache the SCIM router uses, so that changes made here take effect at once. */
  readonly tokens: Pick<ConnectionTokenAuthentication, 'forget'>;
  readonly settings: HttpSettings;
  /** Aborted when the process stops: streams end, readiness goes. */
  readonly stopping: AbortSignal;
}

export interface HttpSettings {
  /** Where callers reach this service, e.g. `https://holdfast.example`; by default as their request did. */
  readonly baseUrl?: string | undefined;
  /** Proxies whose `X-Forwarded-*` are believed: addresses or ranges separated by commas, or `loopback`. */
  readonly trustedProxy?: string | undefined;
  /** Where the built console lies. */
  readonly consoleDirectory: string;
}

/** Everything Holdfast serves over HTTP. */
export function createHttpApp(dependencies: HttpDependencies): Express {
  const { app, logger, queue, metrics, scim, misplacedScim, tokens, settings, stopping } = dependencies;
  const feed = new SyncJobFeed(app);
  stopping.addEventListener('abort', () => feed.close(), { once: true });

  const http = express();
  http.disable('x-powered-by');
  http.disable('etag');
  http.set('query parser', 'simple');
  http.set('trust proxy', settings.trustedProxy ? settings.trustedProxy.split(',').map((one) => one.trim()) : false);
  http.use(inOne(requestLog(app, logger), metrics.measureRequests, securityHeaders()));
  // First what is asked most: every router on the way costs each request something.
  http.use('/scim/v2', scim);
  http.use(createOperationsRouter({ app, queue, metrics, stopping }));
  http.use((request, _response, next) => {
    baseUrlOf(request, settings.baseUrl);
    next();
  });
  http.use(misplacedScim);
  const attempts = new SignInAttempts(app);
  http.use('/oauth', createTokenEndpoint(app, attempts));
  http.use('/api/v1', createApiRouter({ app, attempts, tokens, feed }, settings));
  http.use('/api/reference', createReferenceRouter());
  http.use(['/api', '/scim', '/oauth'], () => {
    throw new NoSuchRoute();
  });
  http.use(createConsoleRouter(settings.consoleDirectory));
  http.use(() => {
    throw new NoSuchRoute();
  });
  http.use(problemHandler(app));
  return http;
}

/** Middleware, one after the other, as one: every step of a router costs each request something. */
const inOne = (...steps: readonly RequestHandler[]): RequestHandler =>
  steps.reduceRight(
    (rest, step) => (request, response, next) =>
      step(request, response, (error) => (error === undefined ? rest(request, response, next) : next(error))),
  );
