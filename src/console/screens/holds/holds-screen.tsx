import { getRouteApi } from '@tanstack/react-router';
import { holdPages } from '../../api/holds.ts';
import { usePages } from '../../api/pages.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { LiveBadge } from '../../live/live-badge.tsx';
import { CLOSED_HOLDS } from '../../routing/searches.ts';
import { useOrganization } from '../../routing/use-organization.ts';
import { HoldTabs } from './hold-tabs.tsx';
import { HoldsTable } from './holds-table.tsx';

const route = getRouteApi('/app/o/$organization/holds');

export function HoldsScreen() {
  const organization = useOrganization();
  const closed = route.useSearch().show === 'closed';
  const navigate = route.useNavigate();
  const pages = usePages(holdPages(organization, closed ? CLOSED_HOLDS : ['open']));
  return (
    <>
      <PageHeader
        title="Holds"
        badge={<LiveBadge />}
        description="Changes that would have removed the last administrator. Nothing is lost: each is kept, explained, and completes by itself when another administrator exists."
      />
      <Section padding="flush">
        <HoldTabs
          closed={closed}
          onChange={(next) => navigate({ search: next ? { show: 'closed' } : {}, replace: true })}
        />
        <HoldsTable pages={pages} closed={closed} />
      </Section>
    </>
  );
}
