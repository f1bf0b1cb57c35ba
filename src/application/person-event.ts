import type { AuditEvent } from '../domain/audit/audit-event.ts';
import type { Application } from './application.ts';
import type { PersonRequest } from './person-request.ts';
import type { Draft } from './ports/database.ts';

type Fact = Pick<AuditEvent, 'action'> & Partial<Pick<AuditEvent, 'outcome' | 'target' | 'details' | 'jobId'>>;

/** The audit event of something a person, program or operator did. */
export const personEvent = (
  app: Pick<Application, 'clock' | 'newId'>,
  request: PersonRequest,
  tenant: string,
  fact: Fact,
): Draft<AuditEvent> => ({
  outcome: 'done',
  ...fact,
  id: app.newId(),
  tenant,
  at: app.clock.now(),
  actor: request.actor,
  requestId: request.requestId,
});
