import { Button, Grid, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconLock, IconLockOpen, IconUsers } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { accountQuery, lockAccount, unlockAccount } from '../../api/accounts.ts';
import { organizationsQuery } from '../../api/organizations.ts';
import type { AccountDetail } from '../../api/types.ts';
import { CopyableCode } from '../../components/copyable-code.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { MembershipBadge } from '../../components/membership-badge.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RoleBadge } from '../../components/role-badge.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { done, failed } from '../../components/toast.ts';
import { AccountStateBadge } from './account-state-badge.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { PasswordLink } from './password-link.tsx';

const route = getRouteApi('/app/instance/accounts/$accountId');
const INSTANCE_ADMINISTRATOR = { scope: { kind: 'instance', id: 'instance' }, role: 'instance_admin' } as const;

export function AccountScreen() {
  const { accountId } = route.useParams();
  const { data: account, error, refetch, isRefetching } = useQuery(accountQuery(accountId));
  const locked = account?.lockedAt !== undefined;
  const lock = useMutation({
    mutationFn: () => (locked ? unlockAccount : lockAccount)(accountId),
    onSuccess: () => done(locked ? 'Unlocked' : 'Locked: every session has ended'),
    onError: failed(locked ? 'Not unlocked' : 'Not locked'),
  });
  return (
    <>
      <PageHeader
        title={account ? (account.displayName ?? account.email) : 'Account'}
        back={{ label: 'Accounts', link: { to: '/instance/accounts' } }}
        badge={
          account && (
            <Group gap={6}>
              <AccountStateBadge account={account} />
              {account.instanceAdministrator && <RoleBadge {...INSTANCE_ADMINISTRATOR} />}
            </Group>
          )
        }
        description={account?.email}
        actions={
          account && (
            <>
              <Button
                variant="default"
                leftSection={locked ? <IconLockOpen size={15} aria-hidden /> : <IconLock size={15} aria-hidden />}
                loading={lock.isPending}
                onClick={() => lock.mutate()}
              >
                {locked ? 'Unlock' : 'Lock'}
              </Button>
              <PasswordLink account={account} />
            </>
          )
        }
      />
      {error && !account ? (
        <ErrorState error={error} onRetry={() => void refetch()} retrying={isRefetching} />
      ) : account ? (
        <AccountContent account={account} />
      ) : (
        <Skeleton height={280} radius="lg" aria-busy="true" />
      )}
    </>
  );
}

function AccountContent({ account }: { readonly account: AccountDetail }) {
  const { data } = useQuery(organizationsQuery());
  const slugs = new Map(data?.items.map(({ id, slug }) => [id, slug]));
  const rows = account.memberships.map((membership) => ({ id: membership.organizationId, ...membership }));
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Section title="Memberships" padding="flush">
          <DataTable
            label="Memberships"
            pages={{ rows, error: null, refetch: () => undefined, refetching: false }}
            rowKey={(row) => row.id}
            rowLink={(row) => {
              const slug = slugs.get(row.id);
              return slug
                ? linkOptions({
                    to: '/o/$organization/people/$person',
                    params: { organization: slug, person: account.id },
                  })
                : undefined;
            }}
            columns={[
              {
                key: 'organization',
                header: 'Organization',
                cell: (row) => row.organizationName ?? 'a deleted organization',
              },
              { key: 'state', header: 'Membership', width: 150, cell: (row) => <MembershipBadge state={row.state} /> },
              { key: 'since', header: 'Since', width: 150, cell: (row) => <Time at={row.since} /> },
            ]}
            empty={
              <EmptyState icon={<IconUsers size={22} />} title="In no organization">
                <Text inherit>The account belongs to no organization.</Text>
              </EmptyState>
            }
          />
        </Section>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Stack gap="lg">
          <Section title="Details">
            <Facts
              facts={[
                { label: 'E-mail', value: account.email },
                { label: 'Created', value: <Time at={account.createdAt} format="full" /> },
                {
                  label: 'Last sign-in',
                  value: account.lastSignInAt ? <Time at={account.lastSignInAt} format="full" /> : 'never',
                },
                account.lockedAt !== undefined && {
                  label: 'Locked',
                  value: <Time at={account.lockedAt} format="full" />,
                },
                { label: 'Password', value: account.hasPassword ? 'set' : 'not set' },
                { label: 'Account id', value: <CopyableCode value={account.id} /> },
              ]}
            />
          </Section>
          <DeleteAccount account={account} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
