import { type Command, Option } from 'commander';
import type { MoveResult } from '../../application/moving/move-installation.ts';
import { command } from '../command-line/command.ts';
import { type OutputFlags, print, table } from '../command-line/print.ts';
import { Refused } from '../errors.ts';
import type { MoveEnd } from '../moving/move-ends.ts';
import type { MoveProgress } from '../moving/watch-move.ts';

interface Flags extends OutputFlags {
  readonly from?: string;
  readonly to: string;
  readonly startOver?: boolean;
}

export const registerMoveData = (program: Command): void => {
  command(program, 'move-data', 'carry the whole installation into another, empty database, and compare the two')
    .option(
      '--from <url>',
      'the source: a URL as in DATABASE_URL, "embedded", or "env:NAME"; by default what is configured',
    )
    .requiredOption('--to <url>', 'the target: the URL of an empty database, "embedded", or "env:NAME"')
    .addOption(new Option('--start-over', 'throw away what an unfinished move has copied and begin anew'))
    .addHelpText(
      'after',
      '\nThe source is read-only from then on. A move that was stopped goes on when the command is repeated.\nThe contents of the queue stay behind: the sync jobs are moved, and the ones that are due are enqueued anew.',
    )
    .action(run);
};

async function run(flags: Flags): Promise<void> {
  const parts = await loadParts();
  const configuration = parts.loadConfig();
  const { source, target } = parts.moveEnds(configuration, flags);
  const log = await parts.createLog({ logLevel: 'silent' });
  const stopping = new AbortController();
  void parts.stopRequested(() => {}).then(() => stopping.abort());
  const progress = parts.watchMove();
  const storage = await parts.openStorage(source.configuration, {
    server: 'either',
    purpose: parts.purposeOfCommand('move-data'),
    migrate: false,
    log,
  });
  try {
    const to = await parts.openTarget(target.configuration, log);
    try {
      const result = await parts.moveInstallation(
        { ...parts.applicationOn(configuration, storage, log), database: storage.ungated },
        to.database,
        {
          alone: storage.ownsServer,
          from: source.name,
          startOver: flags.startOver === true,
          signal: stopping.signal,
          watch: progress,
        },
      );
      progress.end();
      await tell(flags, result, source, target);
    } catch (error) {
      progress.end();
      throw explained(error, progress);
    } finally {
      await to.close();
    }
  } finally {
    await storage.close();
  }
}

/** Loaded once the command really runs. */
async function loadParts() {
  const parts = await Promise.all([
    import('../configuration/load-config.ts'),
    import('../create-log.ts'),
    import('../open-storage.ts'),
    import('../application-on.ts'),
    import('../stop-signals.ts'),
    import('../moving/move-ends.ts'),
    import('../moving/open-target.ts'),
    import('../moving/watch-move.ts'),
    import('../../application/moving/move-installation.ts'),
  ]);
  const [config, log, storage, application, signals, ends, target, watch, move] = parts;
  return { ...config, ...log, ...storage, ...application, ...signals, ...ends, ...target, ...watch, ...move };
}

async function tell(flags: Flags, result: MoveResult, source: MoveEnd, target: MoveEnd): Promise<void> {
  const { collections, verified } = result;
  const documents = collections.reduce((sum, each) => sum + each.documents, 0);
  await print(flags, { ...result, documents, from: source.name, to: target.name }, () =>
    [
      table(
        ['Collection', 'Documents', 'Digest', 'In the target'],
        collections.map((each) => [
          each.collection,
          each.documents,
          each.digest.slice(0, 16),
          each.same ? 'the same' : `${each.targetDocuments}, ${each.targetDigest.slice(0, 16)}: DIFFERENT`,
        ]),
      ),
      '',
      ...(verified
        ? [
            `${documents} documents are in ${target.name} now, the same as in ${source.name}.`,
            `${target.configuration.databaseUrl ? 'Set DATABASE_URL to it' : 'Remove DATABASE_URL'} and start Holdfast. The source stays read-only; "holdfast read-only off" on it would undo that.`,
          ]
        : []),
    ].join('\n'),
  );
  if (verified) return;
  const different = collections.filter(({ same }) => !same).map(({ collection }) => collection);
  throw new Refused(
    `The two differ in ${different.join(', ')}: one of them was changed since it was copied, so run the command again with --start-over.`,
  );
}

function explained(error: unknown, { done, total }: MoveProgress): unknown {
  if (!(error instanceof Error) || error.name !== 'MoveStopped') return error;
  const far = total > 0 ? ` after ${done} of ${total} documents` : '';
  return new Refused(`Stopped${far}: run the same command again to go on; the source stays read-only.`);
}
