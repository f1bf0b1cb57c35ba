#!/usr/bin/env node
// Takes each rule of the five races out of a copy of the source and shows that its test then fails.
// Exit 0 only when every test passes with the rule and fails without it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const reconcile = 'src/application/provisioning/decide-subjects.ts';

const rules = [
  {
    race: '1. two removals',
    without: 'the fence a reconcile raises when it changes who is administrator',
    edits: [[reconcile, 'if (touchesAdministrators && !options.lookOnly) tx.fences.bump(tenant, [key]);', '']],
  },
  {
    race: '2. the relied-on administrator',
    without: 'the bump of the relied-on account, and the fence of account changes',
    edits: [
      [
        'src/application/provisioning/apply-decisions.ts',
        'if (decided.reliedOn !== undefined) tx.accounts.bump(INSTANCE, [decided.reliedOn]);',
        '',
      ],
      ['src/application/access/assert-loss-allowed.ts', 'tx.fences.bump(tenant, [scopeKey(scope)]);', ''],
    ],
  },
  {
    race: '3. a hold that sleeps',
    without: 'the fence of a grant by hand',
    edits: [['src/application/access/grant-role.ts', 'tx.fences.bump(tenant, [scopeKey(scope)]);', '']],
  },
  {
    race: '4. a stale plan',
    without: "the bump of every subject's revision",
    edits: [[reconcile, 'if (!options.lookOnly) tx.subjects.bump(tenant, accountIds);', '']],
  },
  {
    race: '5. a vanished source: the group',
    without: 'the tombstones of removed members',
    edits: [
      [
        'src/application/provisioning/delete-directory-group.ts',
        /const members = await tx\.groupMembers\.updateWhere\([\s\S]*?\n {4}\}\);/,
        "const members = await tx.groupMembers.deleteWhere(tenant, and(eq('groupId', groupId), absent('removedAt')));",
      ],
    ],
  },
];

const run = (folder, race) => {
  const node = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  // The path comes first: --selectProjects takes every word after it for a project's name.
  const jest = ['test/worker/races.test.ts', '-c', 'config/jest.json', '--selectProjects', 'suites', '-t', race];
  const env = { ...process.env, FORCE_COLOR: '0' };
  return spawnSync(process.execPath, [...node, ...jest], { cwd: folder, env, encoding: 'utf8' });
};

let unproven = 0;
for (const { race, without, edits } of rules) {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-races-'));
  try {
    for (const entry of ['src', 'test', 'config', 'package.json', 'tsconfig.json']) {
      cpSync(join(root, entry), join(folder, entry), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const untouched = run(folder, race);
    const passes = untouched.status === 0;
    if (!passes) console.log(untouched.stderr);
    for (const [file, from, to] of edits) {
      const path = join(folder, file);
      const source = readFileSync(path, 'utf8');
      const mutated = source.replace(from, to);
      if (mutated === source) throw new Error(`${file} does not hold the rule any more: ${from}`);
      writeFileSync(path, mutated);
    }
    const mutant = run(folder, race);
    const fails = mutant.status !== 0 && mutant.stderr.includes(`› ${race}`);
    if (!passes || !fails) unproven++;
    console.log(
      `\n${race}, without ${without}: ${passes ? 'passes with the rule' : 'FAILS WITH THE RULE'}, ${fails ? 'fails without it' : 'STILL PASSES WITHOUT IT'}`,
    );
    const said = mutant.stderr.split('\n').filter((line) => /●|Expected|Received|expect\(/.test(line));
    for (const line of [...new Set(said)].slice(0, 8)) console.log(`    ${line.trim()}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
console.log(unproven === 0 ? '\nEvery rule is proven.' : `\n${unproven} rules are not proven.`);
process.exit(unproven === 0 ? 0 : 1);
