import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import express, { type Router } from 'express';
import { preferCompressed } from './compressed-files.ts';
import { NoSuchRoute } from './problem-error.ts';

const NOT_BUILT = 'The console has not been built. Run: npm run build\n';

/**
 * The built console. Files under assets/ carry a hash in their name and never change; every address that is not a file
 * gets the page, which knows what to show there.
 */
export function createConsoleRouter(directory: string): Router {
  const router = express.Router();
  const assets = `${join(directory, 'assets')}${sep}`;
  router.use(preferCompressed(directory));
  router.use(
    express.static(directory, {
      index: false,
      redirect: false,
      // The project may well live below a folder whose name begins with a point.
      dotfiles: 'allow',
      setHeaders: (response, path) => {
        response.set(
          'cache-control',
          path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
        );
      },
    }),
  );
  router.get(/.*/, (request, response, next) => {
    if (request.path.startsWith('/assets/') || !request.accepts('html')) throw new NoSuchRoute();
    if (!existsSync(join(directory, 'index.html'))) {
      response.status(503).type('text').send(NOT_BUILT);
      return;
    }
    response.set('cache-control', 'no-cache');
    response.sendFile('index.html', { root: directory, cacheControl: false, dotfiles: 'allow' }, (error) => {
      // Whoever went away before the page was out is not missed.
      if (error && !request.destroyed) next(error);
    });
  });
  return router;
}
