import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconHandStop, IconKey } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteGrant, explanationQuery } from '../../api/people.ts';
import type { ExplainedGrant, Explanation, PersonDetail } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { RoleBadge } from '../../components/role-badge.tsx';
import { roleName, scopeName } from '../../components/role-names.ts';
import { Section } from '../../components/section.tsx';
import { done } from '../../components/toast.ts';
import { AnchorLink } from '../../routing/router-links.tsx';
import classes from './person-roles.module.css';
import { WhyChain } from './why-chain.tsx';

interface PersonRolesProps {
  readonly organization: string;
  readonly person: PersonDetail;
}

type ExplainedRole = Explanation['roles'][number];
type Revoking = { readonly role: ExplainedRole; readonly grant: ExplainedGrant };

/** Every role of a person, each followed back to where it came from. */
export function PersonRoles({ organization, person }: PersonRolesProps) {
  const { data, error, refetch, isRefetching } = useQuery(explanationQuery(organization, person.accountId));
  const [revoking, setRevoking] = useState<Revoking>();
  const revoke = useMutation({
    mutationFn: ({ grant }: Revoking) => deleteGrant(organization, grant.grantId),
    onSuccess: () => {
      setRevoking(undefined);
      done('Revoked');
    },
  });
  return (
    <Section
      title="Roles, and why"
      description={
        person.state === 'active'
          ? 'Each is followed back to the request that brought it.'
          : 'The roles lie dormant while the membership is not active.'
      }
      padding="flush"
    >
      {error && !data ? (
        <div className={classes.pad}>
          <ErrorState error={error} onRetry={() => void refetch()} retrying={isRefetching} />
        </div>
      ) : !data ? (
        <Stack className={classes.pad} aria-busy="true">
          <Skeleton height={20} width="40%" />
          <Skeleton height={16} width="80%" />
        </Stack>
      ) : data.roles.length === 0 ? (
        <EmptyState icon={<IconKey size={22} />} title="No role">
          No group of theirs is mapped to a role, and nobody granted them one by hand.
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {data.roles.map((role) => (
            <li key={`${role.scope.kind}:${role.scope.id}`} className={classes.item}>
              <RoleHeading role={role} />
              {role.holdId && (
                <Callout tone="attention" icon={<IconHandStop size={17} />}>
                  The guard keeps this role, because no administrator would remain.{' '}
                  <AnchorLink
                    underline="always"
                    inherit
                    to="/o/$organization/holds/$holdId"
                    params={{ organization, holdId: role.holdId }}
                  >
                    Open the hold
                  </AnchorLink>
                </Callout>
              )}
              {role.grants.length === 0 && (
                <Text c="dimmed">Comes with the membership: every active member has it.</Text>
              )}
              {role.grants.map((grant) => (
                <Group key={grant.grantId} justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
                  <WhyChain organization={organization} grant={grant} scope={role.scope} />
                  {grant.source.kind !== 'mapping' && (
                    <Button size="compact-xs" variant="subtle" color="red" onClick={() => setRevoking({ role, grant })}>
                      Revoke
                    </Button>
                  )}
                </Group>
              ))}
            </li>
          ))}
        </ul>
      )}
      <ConfirmDialog
        opened={revoking !== undefined}
        onClose={() => {
          revoke.reset();
          setRevoking(undefined);
        }}
        onConfirm={() => revoking && revoke.mutate(revoking)}
        title="Revoke this role?"
        confirmLabel="Revoke"
        danger
        busy={revoke.isPending}
        error={revoke.error}
      >
        {revoking && (
          <Text>
            {person.displayName ?? person.email} is no longer{' '}
            <strong>{roleName(revoking.role.scope.kind, revoking.grant.role)}</strong> in{' '}
            {scopeName(revoking.role.scope)} by hand. Roles that come from groups stay.
          </Text>
        )}
      </ConfirmDialog>
    </Section>
  );
}

function RoleHeading({ role }: { readonly role: ExplainedRole }) {
  if (role.role) {
    return (
      <div>
        <RoleBadge scope={role.scope} role={role.role} />
      </div>
    );
  }
  const strongest = role.grants[0]?.role;
  return (
    <Group gap={8}>
      {strongest && <RoleBadge scope={role.scope} role={strongest} gone />}
      <Text size="xs" c="dimmed">
        dormant
      </Text>
    </Group>
  );
}
