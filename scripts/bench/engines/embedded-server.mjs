import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../children.mjs';

/** Starts an embedded PostgreSQL of its own with the settings it ships with, durable ones included. */
export async function startServer(folder) {
  const outfile = join(root, 'node_modules/.cache/holdfast-bench/start-embedded-postgres.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/infrastructure/postgres/embedded/start-embedded-postgres.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'warning',
  });
  const { startEmbeddedPostgres } = await import(pathToFileURL(outfile).href);
  const server = await startEmbeddedPostgres({
    dataDirectory: join(folder, 'data'),
    purpose: 'bench',
    endsWithParent: true,
    removeAtEnd: folder,
  });
  return {
    url: server.url,
    remove: async () => {
      await server.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
