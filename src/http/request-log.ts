import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Application } from '../application/application.ts';

const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Gives every request its id and writes one line about it when it is over. The line holds neither headers nor bodies nor
 * the query: tokens, cookies, passwords and the personal data in filters never reach the log.
 */
export function requestLog(app: Pick<Application, 'newId'>, parent: Logger): RequestHandler {
  // Looking for headers to remove in a line that holds none takes longer than writing it.
  const logger = parent.child({}, { redact: [] });
  return (request, response, next) => {
    const startedAt = performance.now();
    const requestId = app.newId();
    request.id = requestId;
    response.setHeader('x-request-id', requestId);
    const path = pathOf(request.url);
    if (!QUIET.has(path)) {
      const { method } = request;
      const { remoteAddress } = request.socket;
      response.once('close', () => {
        const { statusCode } = response;
        const ms = Math.round(performance.now() - startedAt);
        const facts = { requestId, method, path, remoteAddress, statusCode, ms };
        if (!response.writableFinished) logger.warn(facts, 'The client went away before its answer was out');
        // What is not implemented is a caller's mistake, not a fault of this service.
        else if (statusCode >= 500 && statusCode !== 501) logger.error(facts, 'Answered a request');
        else if (statusCode >= 400) logger.warn(facts, 'Answered a request');
        else logger.info(facts, 'Answered a request');
      });
    }
    next();
  };
}

/** Without the query. E-mails in paths give way to a mark. */
function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  return path.includes('@') || path.includes('%40') ? path.replace(/[^/]+(?:@|%40)[^/]+/gi, '(e-mail)') : path;
}
