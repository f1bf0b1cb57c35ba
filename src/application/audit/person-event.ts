import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import type { Application } from '../application.ts';
import type { PersonRequest } from '../person-request.ts';
import type { Draft } from '../ports/database.ts';

type Fact = Pick<AuditEvent, 'action' | 'outcome'> & Partial<Pick<AuditEvent, 'target' | 'details' | 'jobId'>>;

/** The audit event of a request a person, program or operator made. */
export const personEvent = (
  app: Pick<Application, 'clock' | 'newId'>,
  request: PersonRequest,
  tenant: string,
  fact: Fact,
): Draft<AuditEvent> => ({
  ...fact,
  id: app.newId(),
  tenant,
  at: app.clock.now(),
  actor: request.actor,
  requestId: request.requestId,
});
