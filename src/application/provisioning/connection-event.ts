import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import type { Application } from '../application.ts';
import type { Draft } from '../ports/database.ts';
import type { ConnectionRequest } from './connection-request.ts';

type Fact = Pick<AuditEvent, 'action' | 'outcome'> & Partial<Pick<AuditEvent, 'target' | 'details' | 'jobId'>>;

/** The audit event of a request that came over a connection. */
export const connectionEvent = (
  app: Pick<Application, 'clock' | 'newId'>,
  request: ConnectionRequest,
  fact: Fact,
): Draft<AuditEvent> => ({
  ...fact,
  ...(request.bulk && { details: { ...fact.details, bulk: { ...request.bulk } } }),
  id: app.newId(),
  tenant: request.connection.tenant,
  at: app.clock.now(),
  actor: { kind: 'connection', connectionId: request.connection.id, tokenId: request.tokenId },
  requestId: request.requestId,
});
