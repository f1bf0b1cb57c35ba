import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Application } from '../application/application.ts';

const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Gives every request its id and writes one line about it when it is answered. The line holds neither headers nor bodies
 * nor the query: tokens, cookies, passwords and the personal data in filters never reach the log.
 */
export function requestLog(app: Pick<Application, 'newId'>, logger: Logger): RequestHandler {
  const log = pinoHttp({
    logger,
    quietReqLogger: true,
    genReqId: (request) => request.requestId ?? 'unknown',
    autoLogging: { ignore: (request) => QUIET.has(pathOf(request.url)) },
    customLogLevel: (_request, response, error) =>
      error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'warn' : 'info',
    serializers: {
      req: (request: { method: string; url: string; remoteAddress?: string }) => ({
        method: request.method,
        path: pathOf(request.url),
        remoteAddress: request.remoteAddress,
      }),
      res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
    },
  });
  return (request, response, next) => {
    request.requestId = app.newId();
    response.setHeader('x-request-id', request.requestId);
    log(request, response);
    next();
  };
}

/** Without the query. E-mails in paths give way to a mark. */
const pathOf = (url: string | undefined): string =>
  (url ?? '').replace(/[?#].*$/, '').replace(/[^/]+(?:@|%40)[^/]+/gi, '(e-mail)');
