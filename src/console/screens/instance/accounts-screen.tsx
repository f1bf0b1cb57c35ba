import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilterOff, IconPlus } from '@tabler/icons-react';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { accountPages } from '../../api/accounts.ts';
import { usePages } from '../../api/pages.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { Section } from '../../components/section.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { TimeOrNever } from '../../components/time-or-never.tsx';
import { compact } from '../../routing/search-text.ts';
import { AccountStateBadge } from './account-state-badge.tsx';
import { CreateAccount } from './create-account.tsx';

const route = getRouteApi('/app/instance/accounts');

export function AccountsScreen() {
  const { query } = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages(accountPages(query));
  const [creating, create] = useDisclosure(false);
  const search = (value: string | undefined) => navigate({ search: compact({ query: value }), replace: true });
  return (
    <>
      <PageHeader
        title="Accounts"
        description="One person, one sign-in, across organizations."
        actions={
          <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={create.open}>
            New account
          </Button>
        }
      />
      <Section padding="flush">
        <FilterBar onClear={query ? () => search(undefined) : undefined}>
          <SearchField label="Search by e-mail or name" value={query} onChange={search} />
        </FilterBar>
        <DataTable
          label="Accounts"
          pages={pages}
          rowKey={(account) => account.id}
          rowLink={(account) => linkOptions({ to: '/instance/accounts/$accountId', params: { accountId: account.id } })}
          skeletonRows={8}
          columns={[
            {
              key: 'account',
              header: 'Account',
              cell: ({ displayName, email }) => <PersonName name={displayName} email={email} />,
            },
            {
              key: 'state',
              header: 'State',
              width: 230,
              cell: (account) => (
                <Group gap={6}>
                  <AccountStateBadge account={account} />
                  {account.kind === 'service' && <StateBadge tone="quiet">Service</StateBadge>}
                </Group>
              ),
            },
            {
              key: 'sign-in',
              header: 'Last sign-in',
              width: 150,
              cell: ({ lastSignInAt }) => <TimeOrNever at={lastSignInAt} />,
            },
          ]}
          empty={
            <EmptyState icon={<IconFilterOff size={22} />} title="No account fits this search">
              Try a shorter part of the e-mail or name.
            </EmptyState>
          }
        />
      </Section>
      <CreateAccount opened={creating} onClose={create.close} />
    </>
  );
}
