import { useQuery } from '@tanstack/react-query';
import { connectionsQuery } from '../../api/connections.ts';
import { useOrganization } from '../../routing/use-organization.ts';

/** The organization's connections as options of a select. */
export function useConnectionChoices(): { value: string; label: string }[] {
  const { data } = useQuery(connectionsQuery(useOrganization()));
  return (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
}
