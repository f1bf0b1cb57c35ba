import express, { type Express } from 'express';
import { createOperationsRouter, type OperationsDependencies } from './operations-router.ts';

/** Health and metrics of a process that serves nothing else: nothing secret, nothing that changes anything. */
export function createOperationsApp(dependencies: OperationsDependencies): Express {
  const http = express();
  http.disable('x-powered-by');
  http.disable('etag');
  http.use(createOperationsRouter(dependencies));
  http.use((_request, response) => {
    response.sendStatus(404);
  });
  return http;
}
