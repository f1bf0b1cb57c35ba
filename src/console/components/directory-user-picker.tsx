import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { directoryUserChoicesQuery } from '../api/directory.ts';
import type { DirectoryUser } from '../api/types.ts';
import { useOrganization } from '../routing/use-organization.ts';

interface DirectoryUserPickerProps extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchable'> {
  readonly connectionId: string;
  readonly value: DirectoryUser | null;
  readonly onChange: (user: DirectoryUser | null) => void;
}

const title = ({ userName, displayName }: DirectoryUser): string =>
  displayName ? `${displayName} (${userName})` : userName;

/** Finds one of the users a connection pushed, by part of the userName. */
export function DirectoryUserPicker({ connectionId, value, onChange, ...props }: DirectoryUserPickerProps) {
  const organization = useOrganization();
  const [text, setText] = useState('');
  const [debounced] = useDebouncedValue(text.trim(), 200);
  const search = value && debounced === title(value) ? '' : debounced;
  const choices = useQuery({
    ...directoryUserChoicesQuery(organization, connectionId, search),
    placeholderData: keepPreviousData,
  });
  const found = choices.data?.items ?? [];
  const users = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  return (
    <Select
      searchable
      clearable
      nothingFoundMessage={choices.isPending ? 'Looking…' : 'No user of that name has been pushed'}
      filter={({ options }) => options}
      {...props}
      data={users.map((user) => ({ value: user.id, label: title(user) }))}
      value={value?.id ?? null}
      onChange={(id) => onChange(users.find((user) => user.id === id) ?? null)}
      onSearchChange={setText}
    />
  );
}
