import type { Command } from 'commander';
import { awaitRest, listProcesses, processName, QUIET_MS } from '../../application/operation/processes.ts';
import { switchReadOnly } from '../../application/operation/switch-read-only.ts';
import { INSTANCE } from '../../application/ports/collection.ts';
import { command, group } from '../command-line/command.ts';
import { type OutputFlags, print, time } from '../command-line/print.ts';
import { withStorage } from '../command-line/with-storage.ts';
import { Refused } from '../errors.ts';

const PATIENCE_MS = 30_000;

export const registerReadOnly = (program: Command): void => {
  const readOnly = group(program, 'read-only', 'let the installation answer but take no changes, or end that');

  command(readOnly, 'on', 'SCIM and REST refuse changes with 503, and workers take no jobs')
    .option('--reason <text>', 'told to whoever is refused', 'its operator has switched it so')
    .action(({ reason, ...flags }: OutputFlags & { reason: string }) =>
      withStorage('read-only on', async (app, request, { ownsServer }) => {
        const switched = await switchReadOnly(app, request, { readOnly: true, reason });
        const busy = ownsServer ? [] : await awaitRest(app, { quietMs: QUIET_MS, patienceMs: PATIENCE_MS });
        if (busy.length > 0) {
          throw new Refused(
            `The installation is read-only, but ${busy.map(processName).join(', ')} has work under way still: look again with "holdfast doctor", or stop it.`,
          );
        }
        const processes = ownsServer ? [] : (await listProcesses(app)).filter((one) => one.readOnly);
        const atRest = processes.map(({ kind, host, pid, release }) => ({ kind, host, pid, release }));
        await print(flags, { readOnly: true, switched, processes: atRest }, () =>
          [
            `The installation is read-only${switched ? ' now' : ' already'}.`,
            ...processes.map((one) => `At rest: ${processName(one)}`),
          ].join('\n'),
        );
      }),
    );

  command(readOnly, 'off', 'take changes again').action((flags: OutputFlags) =>
    withStorage('read-only off', async (app, request) => {
      const switched = await switchReadOnly(app, request, { readOnly: false });
      await print(flags, { readOnly: false, switched }, () =>
        switched ? 'The installation takes changes again, in five seconds at the latest.' : 'It takes changes already.',
      );
    }),
  );

  command(readOnly, 'status', 'is it, since when and why?').action((flags: OutputFlags) =>
    withStorage('read-only status', async (app) => {
      const mode = await app.database.operatingMode.get(INSTANCE, INSTANCE);
      const { readOnly: isReadOnly = false, since, reason } = mode ?? {};
      const told = { readOnly: isReadOnly, ...(isReadOnly && { since, reason }) };
      await print(flags, told, () =>
        isReadOnly ? `Read-only since ${time(since)}${reason ? `: ${reason}` : ''}.` : 'It takes changes.',
      );
    }),
  );
};
