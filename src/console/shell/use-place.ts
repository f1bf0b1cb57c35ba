import { useParams, useRouterState } from '@tanstack/react-router';
import { lastOrganization } from '../routing/last-organization.ts';

/** Where the person is: in an organization, or in the instance. Their own pages keep the organization they came from. */
export type Place = { readonly kind: 'organization'; readonly organization: string } | { readonly kind: 'instance' };

export function usePlace(): Place {
  const { organization } = useParams({ strict: false });
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const slug = organization ?? lastOrganization.get();
  if (slug === undefined || pathname.startsWith('/instance')) return { kind: 'instance' };
  return { kind: 'organization', organization: slug };
}
