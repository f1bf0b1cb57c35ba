import { Outlet } from '@tanstack/react-router';
import { LiveSyncJobs } from '../live/live-sync-jobs.tsx';
import { useOrganization } from '../routing/use-organization.ts';

/** Around every screen of an organization: one stream of events keeps them all current. */
export function OrganizationFrame() {
  const organization = useOrganization();
  return (
    <LiveSyncJobs key={organization} organization={organization}>
      <Outlet />
    </LiveSyncJobs>
  );
}
