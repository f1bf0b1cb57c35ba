import { periodBounds } from '../routing/period.ts';
import type { AuditSearch } from '../routing/searches.ts';
import { answerOf, client } from './client.ts';
import { inside } from './organizations.ts';
import { pagesOptions } from './pages.ts';

const filters = (search: AuditSearch) => ({
  limit: 50,
  ...periodBounds(search),
  ...(search.action ? { action: search.action } : {}),
  ...(search.outcome ? { outcome: search.outcome } : {}),
});

export const auditEventPages = (organization: string, search: AuditSearch) =>
  pagesOptions(inside(organization, 'audit-events', search), (cursor, signal) =>
    answerOf(
      client.GET('/organizations/{organization}/audit-events', {
        params: { path: { organization }, query: { ...filters(search), ...cursor } },
        signal,
      }),
    ),
  );

export const instanceAuditEventPages = (search: AuditSearch) =>
  pagesOptions(['instance', 'audit-events', search], (cursor, signal) =>
    answerOf(client.GET('/instance/audit-events', { params: { query: { ...filters(search), ...cursor } }, signal })),
  );
