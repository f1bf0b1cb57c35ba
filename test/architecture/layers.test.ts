import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));

const cruise = (folder: string) =>
  spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '-c',
      'config/dependency-cruiser.json',
      'src',
    ],
    { cwd: folder, encoding: 'utf8' },
  );

describe('imports run one way', () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('in the source as it stands', () => {
    const { status, stdout } = cruise(root);
    expect(stdout).toContain('no dependency violations found');
    expect(status).toBe(0);
  });

  const forbidden = [
    ['domain-stands-alone', 'src/domain/a.ts', 'src/application/b.ts'],
    ['application-knows-only-domain', 'src/application/a.ts', 'src/infrastructure/b.ts'],
    ['scim-knows-application-and-domain', 'src/scim/a.ts', 'src/http/b.ts'],
    ['http-knows-application-and-domain', 'src/http/a.ts', 'src/worker/b.ts'],
    ['worker-knows-application-and-domain', 'src/worker/a.ts', 'src/infrastructure/b.ts'],
    ['infrastructure-knows-ports-and-domain', 'src/infrastructure/a.ts', 'src/application/provisioning/b.ts'],
    ['console-knows-only-its-client', 'src/console/a.ts', 'src/domain/b.ts'],
    ['nobody-imports-main', 'src/http/c.ts', 'src/main/b.ts'],
  ] as const;

  it('so each forbidden import is refused by the rule made for it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-layers-'));
    folders.push(folder);
    for (const entry of ['config/dependency-cruiser.json', 'tsconfig.json']) {
      cpSync(join(root, entry), join(folder, entry));
    }
    for (const [, from, to] of forbidden) {
      for (const file of [from, to]) mkdirSync(join(folder, dirname(file)), { recursive: true });
      const path = `${'../'.repeat(dirname(from).split('/').length)}${to}`;
      writeFileSync(join(folder, from), `import { b } from '${path}';\nexport const a = b;\n`);
      writeFileSync(join(folder, to), 'export const b = 1;\n');
    }
    const { status, stdout } = cruise(folder);
    const refused = stdout.split('\n').map((line) => line.trim());
    for (const [rule, from, to] of forbidden) expect(refused).toContain(`error ${rule}: ${from} → ${to}`);
    expect(status).not.toBe(0);
  });
});
