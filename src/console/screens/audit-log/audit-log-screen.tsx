import { getRouteApi } from '@tanstack/react-router';
import { auditEventPages } from '../../api/audit-events.ts';
import { usePages } from '../../api/pages.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { useOrganization } from '../../routing/use-organization.ts';
import { AuditLogTable } from './audit-log-table.tsx';

const route = getRouteApi('/app/o/$organization/audit-log');

export function AuditLogScreen() {
  const organization = useOrganization();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages(auditEventPages(organization, search));
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Every authenticated change in this organization, with who made it. Refused changes and those without effect are listed too."
      />
      <AuditLogTable
        pages={pages}
        search={search}
        onSearch={(next) => navigate({ search: next, replace: true })}
        organization={organization}
      />
    </>
  );
}
