import { operation } from '../operation.ts';
import { AuditEventPage, AuditEventQuery } from '../schemas/audit-event.ts';
import { inOrganization } from './in-organization.ts';

const tag = 'Audit log';

export const auditEventOperations = {
  listAuditEvents: operation({
    method: 'get',
    path: '/organizations/{organization}/audit-events',
    tag,
    summary: 'List audit events, newest first',
    action: 'audit_events.read',
    params: inOrganization(),
    query: AuditEventQuery,
    status: 200,
    answer: AuditEventPage,
  }),
  listInstanceAuditEvents: operation({
    method: 'get',
    path: '/instance/audit-events',
    tag,
    summary: 'List audit events of accounts and of the instance itself, newest first',
    action: 'instance.read',
    query: AuditEventQuery,
    status: 200,
    answer: AuditEventPage,
  }),
};
