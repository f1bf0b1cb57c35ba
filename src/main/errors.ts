/** The command cannot do what it was asked. The message is one sentence that says what would help. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/**
 * Errors whose message is meant for people. By name, so that reporting one loads nothing of what threw it.
 */
const EXPLAINED = new Set([
  'Refused',
  'WrongConfiguration',
  'DataDirectoryInUse',
  'EmbeddedPostgresUnusable',
  'DatabaseUnavailable',
  'UnsuitableServer',
  'InstallationReadOnly',
  'MoveRefused',
  'QueueUnavailable',
  'Contention',
  'PortTaken',
  'CannotListen',
  'UnprotectedAddress',
  'NotFound',
  'InvalidInput',
  'AlreadyExists',
  'NotAllowedNow',
  'Forbidden',
  'LastAdministrator',
  'InvalidRequest',
  'NoScimServer',
]);

/** What to tell whoever ran the command; undefined when the error is none that was foreseen. */
export function explanationOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !EXPLAINED.has(error.name)) return undefined;
  const sentence =
    error.name === 'InvalidInput' && 'field' in error ? `${error.field}: ${error.message}` : error.message;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
