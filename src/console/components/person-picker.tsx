import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { personChoicesQuery, personQuery } from '../api/people.ts';
import { useOrganization } from '../routing/use-organization.ts';

interface PersonPickerProps extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchable'> {
  readonly value: string | null;
  readonly onChange: (accountId: string | null) => void;
  /** Accounts that must not be chosen here. */
  readonly except?: readonly string[];
}

const title = (person: { readonly email: string; readonly displayName?: string | undefined }): string =>
  person.displayName ? `${person.displayName} (${person.email})` : person.email;

/** Finds one of the organization's active people by part of their name or e-mail. */
export function PersonPicker({ value, onChange, except = [], ...props }: PersonPickerProps) {
  const organization = useOrganization();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 200);
  const chosen = useQuery({ ...personQuery(organization, value ?? ''), enabled: value !== null });
  const typed = chosen.data && search === title(chosen.data) ? '' : search;
  const choices = useQuery({ ...personChoicesQuery(organization, typed), placeholderData: keepPreviousData });
  const people = (choices.data?.items ?? []).filter(({ accountId }) => !except.includes(accountId));
  const data = people.map((person) => ({ value: person.accountId, label: title(person) }));
  if (chosen.data && !data.some((option) => option.value === value)) {
    data.unshift({ value: chosen.data.accountId, label: title(chosen.data) });
  }
  return (
    <Select
      searchable
      clearable
      nothingFoundMessage={choices.isPending ? 'Looking…' : 'Nobody of that name'}
      filter={({ options }) => options}
      {...props}
      data={data}
      value={value}
      onChange={onChange}
      onSearchChange={setText}
    />
  );
}
