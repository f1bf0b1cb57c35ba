import { getRouteApi } from '@tanstack/react-router';
import { allHoldPages } from '../../api/holds.ts';
import { usePages } from '../../api/pages.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { CLOSED_HOLDS } from '../../routing/searches.ts';
import { HoldTabs } from '../holds/hold-tabs.tsx';
import { HoldsTable } from '../holds/holds-table.tsx';

const route = getRouteApi('/app/instance/holds');

export function AllHoldsScreen() {
  const closed = route.useSearch().show === 'closed';
  const navigate = route.useNavigate();
  const pages = usePages(allHoldPages(closed ? CLOSED_HOLDS : ['open']));
  return (
    <>
      <PageHeader title="All holds" description="Of every organization, and of the instance itself." />
      <Section padding="flush">
        <HoldTabs
          closed={closed}
          onChange={(next) => navigate({ search: next ? { show: 'closed' } : {}, replace: true })}
        />
        <HoldsTable pages={pages} closed={closed} withOrganization />
      </Section>
    </>
  );
}
