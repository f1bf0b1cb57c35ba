import { Grid, Skeleton, Stack, Text } from '@mantine/core';
import { IconUserExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { holdQuery } from '../../api/holds.ts';
import { sessionQuery } from '../../api/session.ts';
import type { Hold } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { HoldStateBadge } from '../../components/hold-state-badge.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { scopeName } from '../../components/role-names.ts';
import { Section } from '../../components/section.tsx';
import { useOrganization } from '../../routing/use-organization.ts';
import { CompleteHold } from './complete-hold.tsx';
import { DiscardHold } from './discard-hold.tsx';
import { HoldCauses } from './hold-causes.tsx';
import { HoldFacts } from './hold-facts.tsx';

const route = getRouteApi('/app/o/$organization/holds/$holdId');

const holdPerson = ({ person }: Hold): string => person.displayName ?? person.email ?? 'This account';

export function HoldScreen() {
  const organization = useOrganization();
  const { holdId } = route.useParams();
  const { data: hold, error, refetch, isRefetching } = useQuery(holdQuery(organization, holdId));
  const title = hold
    ? `${holdPerson(hold)} ${hold.state === 'open' ? 'is' : 'was'} the last administrator of ${scopeName(hold.scope)}`
    : 'Hold';
  return (
    <>
      <PageHeader
        title={title}
        back={{ label: 'Holds', link: { to: '/o/$organization/holds', params: { organization } } }}
        badge={hold && <HoldStateBadge state={hold.state} />}
      />
      {error && !hold ? (
        <ErrorState error={error} onRetry={() => void refetch()} retrying={isRefetching} />
      ) : hold ? (
        <HoldContent organization={organization} hold={hold} />
      ) : (
        <Skeleton height={320} radius="lg" aria-busy="true" />
      )}
    </>
  );
}

function HoldContent({ organization, hold }: { readonly organization: string; readonly hold: Hold }) {
  const { data: session } = useQuery(sessionQuery);
  const aboutMe = session?.account.id === hold.person.accountId;
  const open = hold.state === 'open';
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="lg">
          <Section title="What was refused, and why">
            <Text>{hold.explanation}</Text>
            {open && (
              <Text c="dimmed" mt="xs">
                {holdPerson(hold)} keeps this role, and the membership it needs, until then. Everything else the change
                asked for has been applied.
              </Text>
            )}
          </Section>
          {open && aboutMe && (
            <Callout tone="attention" icon={<IconUserExclamation size={20} />} title="This hold is about you">
              Nobody decides a hold about themselves. Ask another administrator to complete or discard it.
            </Callout>
          )}
          {open && !aboutMe && (
            <>
              <CompleteHold organization={organization} hold={hold} />
              <DiscardHold organization={organization} hold={hold} />
            </>
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Stack gap="lg">
          <Section title="Details">
            <HoldFacts organization={organization} hold={hold} />
          </Section>
          <Section title="Wanted by">
            <HoldCauses organization={organization} causes={hold.causes} />
          </Section>
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
