// Writes the OpenAPI document and the console's types from the API's contract.
// `--check` writes nothing and exits 1 when the committed files are not what the contract says.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import openapiTypescript, { astToString } from 'openapi-typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bundle = join(root, 'node_modules', '.cache', `openapi-document-${process.pid}.mjs`);

await mkdir(dirname(bundle), { recursive: true });
await build({
  entryPoints: [join(root, 'src/http/api/openapi-document.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const { openApiDocument } = await import(pathToFileURL(bundle).href).finally(() => rm(bundle));

const document = openApiDocument();
const files = {
  'src/console/api/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'src/console/api/schema.ts': `// Written by \`npm run openapi\`; do not edit.\n${astToString(await openapiTypescript(document, { defaultNonNullable: false }))}`,
};

let stale = 0;
for (const [path, content] of Object.entries(files)) {
  const file = join(root, path);
  if (process.argv.includes('--check')) {
    if ((await readFile(file, 'utf8').catch(() => '')) === content) continue;
    console.error(`${path} is not what the contract says: run npm run openapi`);
    stale += 1;
  } else {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    console.log(`wrote ${path}`);
  }
}
process.exitCode = stale ? 1 : 0;
