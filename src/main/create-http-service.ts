import type { Logger } from 'pino';
import { createConnectionTokenAuthentication } from '../application/connections/authenticate-connection-token.ts';
import { ConnectionRateLimits } from '../application/connections/connection-rate-limits.ts';
import { RequestLog } from '../application/connections/request-log.ts';
import { WrongTokens } from '../application/connections/wrong-tokens.ts';
import { ServingProcesses } from '../application/operation/serving-processes.ts';
import { changeDirectoryGroup } from '../application/provisioning/change-directory-group.ts';
import { changeDirectoryUser } from '../application/provisioning/change-directory-user.ts';
import { createDirectoryGroup } from '../application/provisioning/create-directory-group.ts';
import { createDirectoryRecords } from '../application/provisioning/create-directory-records.ts';
import { createDirectoryUser } from '../application/provisioning/create-directory-user.ts';
import { deleteDirectoryGroup } from '../application/provisioning/delete-directory-group.ts';
import { deleteDirectoryUser } from '../application/provisioning/delete-directory-user.ts';
import { recordRefusedRequest } from '../application/provisioning/record-refused-request.ts';
import type { RateLimit } from '../domain/provisioning/rate-limit.ts';
import { findBaseUrl } from '../http/base-url.ts';
import { createHttpApp } from '../http/create-http-app.ts';
import { type Listening, listen } from '../http/listen.ts';
import { createMetrics, type Metrics } from '../http/metrics.ts';
import { misplacedScim } from '../scim/misplaced-scim.ts';
import { keepRequests } from '../scim/protocol/keep-requests.ts';
import { createScimRouter, type ScimDependencies } from '../scim/scim-router.ts';
import type { Installation } from './compose.ts';
import type { Configuration } from './configuration/configuration.ts';
import { describeUnreadable } from './describe-unreadable.ts';
import { productVersion } from './project-root.ts';

/** A request over its connection's rate waits so long rather than being refused. */
const RATE_PATIENCE_MS = 1_000;

const directory = {
  createDirectoryUser,
  changeDirectoryUser,
  deleteDirectoryUser,
  createDirectoryGroup,
  createDirectoryRecords,
  changeDirectoryGroup,
  deleteDirectoryGroup,
  recordRefusedRequest,
};

/** SCIM, the REST API and the console on one port. @throws PortTaken, CannotListen */
export async function createHttpService(
  { app, queue }: Installation,
  configuration: Configuration,
  logger: Logger,
  options: { readonly consoleDirectory: string; readonly stopping: AbortSignal },
): Promise<Listening & Pick<Metrics, 'work'>> {
  const { baseUrl, host, port, tls } = configuration;
  const trustedProxy = configuration.trustedProxy?.join(',');
  const tokens = createConnectionTokenAuthentication(app);
  const processes = new ServingProcesses(app);
  const requests = new RequestLog(app, { keptByDefault: configuration.keptRequests, log: logger });
  const scim: ScimDependencies = {
    application: app,
    directory,
    authenticate: tokens.authenticateConnectionToken,
    observe: keepRequests(requests, new WrongTokens(app, requests)),
    limits: new ConnectionRateLimits({
      byDefault: defaultRate(configuration),
      processes: () => processes.count,
      patienceMs: RATE_PATIENCE_MS,
    }),
    baseUrl: (request) => {
      const found = findBaseUrl(request, baseUrl);
      return found && `${found}/scim/v2`;
    },
    server: `Holdfast/${productVersion()}`,
    log: logger,
  };
  const metrics = createMetrics(app, queue);
  const http = createHttpApp({
    app,
    logger,
    queue,
    metrics,
    scim: createScimRouter(scim),
    misplacedScim: misplacedScim(scim),
    tokens,
    settings: { baseUrl, trustedProxy, consoleDirectory: options.consoleDirectory },
    stopping: options.stopping,
  });
  const listening = await listen(http, { host, port, tls, trustedProxy, describeUnreadable });
  const close: Listening['close'] = async (graceMs) => {
    await listening.close(graceMs);
    await requests.flush();
  };
  return { ...listening, close, work: metrics.work };
}

/** 0 requests a second stand for no limit. */
const defaultRate = ({ scimRateLimit, scimRateBurst }: Configuration): RateLimit | undefined =>
  scimRateLimit > 0 ? { requestsPerSecond: scimRateLimit, burst: scimRateBurst } : undefined;
