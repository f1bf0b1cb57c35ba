import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/**
 * Serves the compressed copy that the build laid beside a script or stylesheet to whoever accepts gzip. Nothing is
 * compressed while serving. To stand before the static files, which then find the copy.
 */
export const preferCompressed =
  (directory: string): RequestHandler =>
  (request, response, next) => {
    const type = TYPES[/\.[a-z]+$/.exec(request.path)?.[0] ?? ''];
    if (!type || !/^\/[\w./-]+$/.test(request.path) || request.path.includes('..')) return next();
    if (!existsSync(join(directory, `${request.path}.gz`))) return next();
    response.vary('accept-encoding');
    if (request.acceptsEncodings('gzip') !== 'gzip') return next();
    request.url = `${request.path}.gz`;
    response.set('content-type', type).set('content-encoding', 'gzip');
    next();
  };
