import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { groupChoicesQuery } from '../api/directory.ts';
import type { DirectoryGroup } from '../api/types.ts';
import { useOrganization } from '../routing/use-organization.ts';

interface GroupPickerProps extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchable'> {
  readonly value: string | null;
  readonly onChange: (groupId: string | null) => void;
  /** Name of the chosen group, where it is known, in case it is not among the first found. */
  readonly chosenLabel?: string | undefined;
}

const title = ({ displayName, connectionName }: DirectoryGroup): string =>
  connectionName ? `${displayName} (${connectionName})` : displayName;

/** Finds one of the groups identity providers pushed, by part of its name. */
export function GroupPicker({ value, onChange, chosenLabel, ...props }: GroupPickerProps) {
  const organization = useOrganization();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<{ value: string; label: string }>();
  const [debounced] = useDebouncedValue(text.trim(), 200);
  const search = debounced === picked?.label || debounced === chosenLabel ? '' : debounced;
  const choices = useQuery({ ...groupChoicesQuery(organization, search), placeholderData: keepPreviousData });
  const data = (choices.data?.items ?? []).map((group) => ({ value: group.id, label: title(group) }));
  if (value && !data.some((option) => option.value === value)) {
    data.unshift(picked?.value === value ? picked : { value, label: chosenLabel ?? 'The chosen group' });
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
      onChange={(id, option) => {
        if (id && option) setPicked({ value: id, label: option.label });
        onChange(id);
      }}
      onSearchChange={setText}
    />
  );
}
