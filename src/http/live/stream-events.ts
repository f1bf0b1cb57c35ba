import type { Request, Response } from 'express';

const HEARTBEAT_MS = 15_000;
/** How long a stream may outlive the sign-in it was opened with. */
const RECHECK_MS = 5_000;

interface EventStream {
  /** Begins sending and returns how to stop. */
  start(send: (event: string, data: unknown) => void, end: () => void): () => void;
  /** Whether the caller may still see this. A check that fails otherwise is made again later. */
  isStillAllowed(): Promise<boolean>;
}

/** Answers with server-sent events until the caller goes away or may no longer see them. Browsers reconnect by themselves. */
export function streamEvents(request: Request, response: Response, stream: EventStream): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // A reverse proxy that buffers would hold events back.
    'x-accel-buffering': 'no',
  });
  response.write('retry: 2000\n\n');
  const end = () => void response.end();
  const stop = stream.start((event, data) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`), end);
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  const recheck = setInterval(() => {
    stream.isStillAllowed().then(
      (isAllowed) => isAllowed || end(),
      () => {},
    );
  }, RECHECK_MS);
  for (const timer of [heartbeat, recheck]) timer.unref();
  response.once('close', () => {
    clearInterval(heartbeat);
    clearInterval(recheck);
    stop();
  });
  // Gone before there was anything to stop.
  if (request.destroyed) response.destroy();
}
