import { Button, Grid, Group, Skeleton, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { personQuery } from '../../api/people.ts';
import type { PersonDetail } from '../../api/types.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { MembershipBadge } from '../../components/membership-badge.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { useOrganization } from '../../routing/use-organization.ts';
import { GrantRole } from './grant-role.tsx';
import { PersonFacts } from './person-facts.tsx';
import { PersonJobs } from './person-jobs.tsx';
import { PersonRoles } from './person-roles.tsx';
import { SuspendOrRestore } from './suspend-or-restore.tsx';

const route = getRouteApi('/app/o/$organization/people/$person');

export function PersonScreen() {
  const organization = useOrganization();
  const { person: key } = route.useParams();
  const { data: person, error, refetch, isRefetching } = useQuery(personQuery(organization, key));
  const [granting, grant] = useDisclosure(false);
  const [changing, change] = useDisclosure(false);
  const active = person?.state === 'active';
  return (
    <>
      <PageHeader
        title={person ? (person.displayName ?? person.email) : 'Person'}
        back={{ label: 'People', link: { to: '/o/$organization/people', params: { organization } } }}
        badge={
          person && (
            <Group gap={6}>
              <MembershipBadge state={person.state} />
              {person.locked && (
                <StateBadge tone="bad" title="An instance administrator locked the account; it cannot sign in anywhere">
                  Locked
                </StateBadge>
              )}
            </Group>
          )
        }
        description={person?.email}
        actions={
          person && (
            <>
              <Button
                variant="default"
                leftSection={
                  active ? <IconPlayerPause size={15} aria-hidden /> : <IconPlayerPlay size={15} aria-hidden />
                }
                onClick={change.open}
              >
                {active ? 'Suspend' : 'Restore'}
              </Button>
              <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={grant.open}>
                Grant a role
              </Button>
            </>
          )
        }
      />
      {error && !person ? (
        <ErrorState error={error} onRetry={() => void refetch()} retrying={isRefetching} />
      ) : person ? (
        <>
          <PersonContent key={person.accountId} organization={organization} person={person} />
          <GrantRole organization={organization} person={person} opened={granting} onClose={grant.close} />
          <SuspendOrRestore organization={organization} person={person} opened={changing} onClose={change.close} />
        </>
      ) : (
        <Skeleton height={320} radius="lg" aria-busy="true" />
      )}
    </>
  );
}

function PersonContent({ organization, person }: { readonly organization: string; readonly person: PersonDetail }) {
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="lg">
          <PersonRoles organization={organization} person={person} />
          <PersonJobs organization={organization} accountId={person.accountId} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Section title="Details">
          <PersonFacts person={person} />
        </Section>
      </Grid.Col>
    </Grid>
  );
}
