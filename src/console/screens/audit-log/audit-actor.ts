import type { AuditEvent } from '../../api/types.ts';

const VIA = { session: '', api_token: ' (API token)', cli: ' (command line)' } as const;

/** Who did it, in a few words. */
export function actorText({ kind, connectionName, email, via, part }: AuditEvent['actor']): string {
  switch (kind) {
    case 'connection':
      return connectionName ?? 'a deleted connection';
    case 'account':
      return `${email ?? 'a deleted account'}${via ? VIA[via] : ''}`;
    case 'operator':
      return 'an operator (command line)';
    case 'system':
      return `Holdfast${part ? ` (${part})` : ''}`;
  }
}

/** What it was about: its name where the event has one, else its kind and how its id ends. */
export const targetText = ({ kind, id, label }: NonNullable<AuditEvent['target']>): string =>
  label ?? `${kind.replaceAll('_', ' ')} …${id.slice(-8)}`;
