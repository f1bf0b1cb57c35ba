import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { partNamed, partNames, takeStamp, writeStamp } from './build-stamps.mjs';

// `node scripts/build.mjs [server] [console]`: builds both, or what is named, into dist/.

const root = fileURLToPath(new URL('..', import.meta.url));

const builders = {
  /** The command line and what it loads, split so that each command loads only what it needs. */
  async server() {
    const { build } = await import('esbuild');
    const result = await build({
      absWorkingDir: root,
      entryPoints: ['src/main/cli.ts'],
      outbase: 'src',
      outdir: 'dist',
      chunkNames: 'main/chunks/[name]-[hash]',
      bundle: true,
      splitting: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: true,
      write: false,
      logLevel: 'warning',
    });
    for (const file of result.outputFiles) {
      mkdirSync(dirname(file.path), { recursive: true });
      writeFileSync(file.path, file.contents);
    }
    removeOldChunks(new Set(result.outputFiles.map((file) => file.path)));
  },

  async console() {
    const { build } = await import('vite');
    await build({ configFile: join(root, 'config/vite.config.ts'), logLevel: 'warn' });
    // The page of the API's reference is one script, which needs nothing else of its package.
    copyFileSync(join(root, 'node_modules/rapidoc/dist/rapidoc-min.js'), join(root, 'dist/console/rapidoc-min.js'));
  },
};

/** Chunks of an earlier build stay for an hour: a service that is running may not have loaded all of them yet. */
function removeOldChunks(current) {
  const folder = join(root, 'dist/main/chunks');
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!current.has(path) && Date.now() - statSync(path).mtimeMs > 3_600_000) rmSync(path);
  }
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !partNames.includes(name));
if (unknown.length > 0) {
  process.stderr.write(
    `${relative(process.cwd(), process.argv[1])} builds ${partNames.join(' and ')}, not ${unknown}\n`,
  );
  process.exit(2);
}
for (const name of named.length > 0 ? named : partNames) {
  const stamp = takeStamp(root, partNamed(name));
  await builders[name]();
  writeStamp(root, partNamed(name), stamp);
}
