import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { directoryGroupQuery, groupChoicesQuery } from '../api/directory.ts';
import { queryClient } from '../api/query-client.ts';
import type { DirectoryGroup } from '../api/types.ts';
import { useOrganization } from '../routing/use-organization.ts';

interface GroupPickerProps extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchable'> {
  readonly value: string | null;
  readonly onChange: (groupId: string | null) => void;
}

const title = ({ displayName, connectionName }: DirectoryGroup): string =>
  connectionName ? `${displayName} (${connectionName})` : displayName;

/** Finds one of the groups identity providers pushed, by part of its name. */
export function GroupPicker({ value, onChange, ...props }: GroupPickerProps) {
  const organization = useOrganization();
  const [text, setText] = useState('');
  const [debounced] = useDebouncedValue(text.trim(), 200);
  const chosen = useQuery({ ...directoryGroupQuery(organization, value ?? ''), enabled: value !== null });
  const label = chosen.data && title(chosen.data);
  const search = debounced === label ? '' : debounced;
  const choices = useQuery({ ...groupChoicesQuery(organization, search), placeholderData: keepPreviousData });
  const data = (choices.data?.items ?? []).map((group) => ({ value: group.id, label: title(group) }));
  if (value && !data.some((option) => option.value === value)) {
    data.unshift({ value, label: label ?? (chosen.isError ? 'A deleted group' : 'The chosen group') });
  }
  return (
    <Select
      searchable
      clearable
      nothingFoundMessage={choices.isPending ? 'Looking…' : 'No group of that name has been pushed'}
      filter={({ options }) => options}
      {...props}
      data={data}
      value={value}
      onChange={(id) => {
        const group = choices.data?.items.find((found) => found.id === id);
        if (group) queryClient.setQueryData(directoryGroupQuery(organization, group.id).queryKey, group);
        onChange(id);
      }}
      onSearchChange={setText}
    />
  );
}
