import { MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { connectionsQuery } from '../../api/connections.ts';
import type { SyncJobKind, SyncJobState } from '../../api/types.ts';
import { FilterBar } from '../../components/filter-bar.tsx';
import { GroupPicker } from '../../components/group-picker.tsx';
import { JOB_KINDS } from '../../components/job-kinds.ts';
import { JOB_STATES } from '../../components/job-state-badge.tsx';
import { PeriodFilter } from '../../components/period-filter.tsx';
import { PersonPicker } from '../../components/person-picker.tsx';
import type { PeriodSearch } from '../../routing/period.ts';
import { compact } from '../../routing/search-text.ts';
import type { JobSearch } from '../../routing/searches.ts';
import { useOrganization } from '../../routing/use-organization.ts';

interface JobFiltersProps {
  readonly search: JobSearch;
  readonly onChange: (search: JobSearch) => void;
}

const STATES = Object.entries(JOB_STATES).map(([value, { label }]) => ({ value, label }));
const KINDS = Object.entries(JOB_KINDS).map(([value, label]) => ({ value, label }));

export function JobFilters({ search, onChange }: JobFiltersProps) {
  const organization = useOrganization();
  const connections = useQuery(connectionsQuery(organization));
  const { state, kind, connection, group, person, mapping, since, from, to } = search;
  const change = (part: { [K in keyof JobSearch]?: JobSearch[K] | undefined }) =>
    onChange(compact({ state, kind, connection, group, person, mapping, since, from, to, ...part }) as JobSearch);
  const period = (next: PeriodSearch) => change({ since: undefined, from: undefined, to: undefined, ...next });
  return (
    <FilterBar onClear={Object.keys(search).length > 0 ? () => onChange({}) : undefined}>
      <MultiSelect
        size="xs"
        w={148}
        aria-label="State"
        placeholder={state ? undefined : 'Any state'}
        data={STATES}
        value={state ?? []}
        onChange={(values) => change({ state: values.length > 0 ? (values as SyncJobState[]) : undefined })}
      />
      <MultiSelect
        size="xs"
        w={148}
        aria-label="Kind"
        placeholder={kind ? undefined : 'Any kind'}
        data={KINDS}
        value={kind ?? []}
        onChange={(values) => change({ kind: values.length > 0 ? (values as SyncJobKind[]) : undefined })}
      />
      <Select
        size="xs"
        w={146}
        clearable
        aria-label="Connection"
        placeholder="Any connection"
        data={(connections.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={connection ?? null}
        onChange={(value) => change({ connection: value ?? undefined })}
      />
      <GroupPicker
        size="xs"
        w={146}
        aria-label="Group"
        placeholder="Any group"
        value={group ?? null}
        onChange={(value) => change({ group: value ?? undefined })}
      />
      <PersonPicker
        size="xs"
        w={146}
        aria-label="Person"
        placeholder="Anyone"
        value={person ?? null}
        onChange={(value) => change({ person: value ?? undefined })}
      />
      <PeriodFilter value={compact({ since, from, to })} onChange={period} />
    </FilterBar>
  );
}
