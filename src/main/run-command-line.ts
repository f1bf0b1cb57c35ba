import { Command, CommanderError } from 'commander';
import { explanationOf } from './errors.ts';
import { productVersion } from './project-root.ts';

type Register = (program: Command) => void;

/** Each command and what loads it: a run loads only the one it was asked for. */
const commands: Readonly<Record<string, () => Promise<Register>>> = {
  start: async () => (await import('./commands/service.ts')).registerStart,
  serve: async () => (await import('./commands/service.ts')).registerServe,
  worker: async () => (await import('./commands/service.ts')).registerWorker,
  demo: async () => (await import('./commands/demo.ts')).registerDemo,
  rehearse: async () => (await import('./commands/rehearse.ts')).registerRehearse,
  migrate: async () => (await import('./commands/migrate.ts')).registerMigrate,
  doctor: async () => (await import('./commands/doctor.ts')).registerDoctor,
  'move-data': async () => (await import('./commands/move-data.ts')).registerMoveData,
  'read-only': async () => (await import('./commands/read-only.ts')).registerReadOnly,
  organization: async () => (await import('./commands/organization.ts')).registerOrganization,
  team: async () => (await import('./commands/organization.ts')).registerTeam,
  project: async () => (await import('./commands/organization.ts')).registerProject,
  connection: async () => (await import('./commands/connection.ts')).registerConnection,
  token: async () => (await import('./commands/token.ts')).registerToken,
  'oauth-client': async () => (await import('./commands/oauth-client.ts')).registerOauthClient,
  schema: async () => (await import('./commands/schema.ts')).registerSchema,
  mapping: async () => (await import('./commands/mapping.ts')).registerMapping,
  jobs: async () => (await import('./commands/jobs.ts')).registerJobs,
  holds: async () => (await import('./commands/holds.ts')).registerHolds,
  why: async () => (await import('./commands/people.ts')).registerWhy,
  link: async () => (await import('./commands/people.ts')).registerLink,
  'recover-admin': async () => (await import('./commands/people.ts')).registerRecoverAdmin,
};

/**
 * Runs one command line. The exit code is 0 when it did what it was asked, 1 when it refused with one sentence on
 * standard error, 2 when the command line itself is wrong.
 */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const program = new Command('holdfast')
    .description('SCIM provisioning and deprovisioning that never removes the last administrator')
    .version(productVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help about a command')
    .showHelpAfterError('(add --help for what it takes)')
    .exitOverride();
  const asked = args.find((arg) => !arg.startsWith('-'));
  const wanted = asked !== undefined && asked in commands ? [asked] : Object.keys(commands);
  for (const name of wanted) (await commands[name]?.())?.(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = report(error);
  }
  // Whoever started this over IPC would otherwise keep it alive.
  if (process.connected) process.disconnect();
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const explanation = explanationOf(error);
  if (explanation !== undefined) process.stderr.write(`holdfast: ${explanation}\n`);
  else {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`holdfast: Something unexpected happened; this is a fault in Holdfast.\n${details}\n`);
  }
  return 1;
}
