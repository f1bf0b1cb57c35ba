import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Application } from '../application/application.ts';
import { translateProblem } from './problems.ts';
import { requestIdOf } from './request-id.ts';

/** Answers an error as `application/problem+json`; unexpected ones go to the log as well. */
export function sendProblem(
  app: Pick<Application, 'reportError'>,
  error: unknown,
  request: Request,
  response: Response,
): void {
  const requestId = requestIdOf(request);
  const { problem, headers, isUnexpected } = translateProblem(error, requestId);
  if (isUnexpected) app.reportError(error, { requestId, method: request.method, path: request.path });
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.status(problem.status).set(headers).set('cache-control', 'no-store');
  response.type('application/problem+json').send(JSON.stringify(problem));
}

/** Four parameters are how Express knows a handler of errors. */
export const problemHandler =
  (app: Pick<Application, 'reportError'>): ErrorRequestHandler =>
  (error, request, response, _next) =>
    sendProblem(app, error, request, response);
