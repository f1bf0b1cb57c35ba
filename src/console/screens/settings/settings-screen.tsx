import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { organizationQuery } from '../../api/organizations.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { useOrganization } from '../../routing/use-organization.ts';
import { OrganizationSettings } from './organization-settings.tsx';
import { TeamsAndProjects } from './teams-and-projects.tsx';

export function SettingsScreen() {
  const organization = useOrganization();
  const { data } = useQuery(organizationQuery(organization));
  return (
    <>
      <PageHeader
        title="Teams and settings"
        description="Where roles can hold besides the organization itself, and how the organization treats leavers."
      />
      <Stack gap="lg" maw={860}>
        <TeamsAndProjects organization={organization} />
        {data ? (
          <OrganizationSettings key={data.id} organization={data} />
        ) : (
          <Skeleton height={220} radius="lg" aria-busy="true" />
        )}
      </Stack>
    </>
  );
}
