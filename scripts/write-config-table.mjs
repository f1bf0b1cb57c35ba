// Writes the table of settings into the README, between its two marks.
// `--check` writes nothing and exits 1 when the README's table is not what the settings say.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const START = '<!-- config:start -->\n';
const END = '<!-- config:end -->';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundle = join(root, 'node_modules', `.config-table-${process.pid}.mjs`);
await build({
  entryPoints: [join(root, 'src/main/configuration/config-table.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const { configTable } = await import(pathToFileURL(bundle).href).finally(() => rm(bundle));

const path = join(root, 'README.md');
const readme = await readFile(path, 'utf8');
const [before, rest] = readme.split(START);
const after = rest?.split(END)[1];
if (after === undefined) {
  console.error(`README.md lacks the marks ${START.trim()} and ${END}`);
  process.exit(1);
}
const wanted = `${before}${START}${configTable()}${END}${after}`;
if (process.argv.includes('--check')) {
  if (readme !== wanted)
    console.error('The table of settings in README.md is not current: node scripts/write-config-table.mjs');
  process.exitCode = readme === wanted ? 0 : 1;
} else if (readme !== wanted) {
  await writeFile(path, wanted);
  console.log('wrote the table of settings into README.md');
}
