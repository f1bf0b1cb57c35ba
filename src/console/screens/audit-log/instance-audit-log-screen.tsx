import { getRouteApi } from '@tanstack/react-router';
import { instanceAuditEventPages } from '../../api/audit-events.ts';
import { usePages } from '../../api/pages.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { AuditLogTable } from './audit-log-table.tsx';

const route = getRouteApi('/app/instance/audit-log');

export function InstanceAuditLogScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages(instanceAuditEventPages(search));
  return (
    <>
      <PageHeader
        title="Instance audit log"
        description="What happened to accounts, sign-ins, organizations and the instance itself."
      />
      <AuditLogTable pages={pages} search={search} onSearch={(next) => navigate({ search: next, replace: true })} />
    </>
  );
}
