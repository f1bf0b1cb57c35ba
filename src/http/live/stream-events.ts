import type { Request, Response } from 'express';

const HEARTBEAT_MS = 15_000;

type Send = (event: string, data: unknown) => void;

/**
 * Answers with server-sent events until the caller goes away. `start` begins sending and returns how to stop; `end` of the
 * stream (when the service stops) makes browsers reconnect by themselves after `retry`.
 */
export function streamEvents(
  request: Request,
  response: Response,
  start: (send: Send, end: () => void) => () => void,
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // A reverse proxy that buffers would hold events back.
    'x-accel-buffering': 'no',
  });
  response.write('retry: 2000\n\n');
  const stop = start(
    (event, data) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    () => response.end(),
  );
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  request.once('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
