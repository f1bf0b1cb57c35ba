import { Select } from '@mantine/core';
import type { Role, ScopeKind } from '../api/types.ts';
import { ROLE_NAMES } from './role-names.ts';
import { capital } from './words.ts';

interface RolePickerProps {
  readonly scopeKind: ScopeKind;
  readonly value: Role | null;
  readonly onChange: (role: Role | null) => void;
  readonly error?: string | undefined;
}

/** A role of that kind of scope, strongest first, with what it allows. */
export function RolePicker({ scopeKind, value, onChange, error }: RolePickerProps) {
  const roles = Object.entries(ROLE_NAMES[scopeKind]) as [Role, { name: string; meaning: string }][];
  return (
    <Select
      label="Role"
      placeholder="Choose a role"
      description={value ? ROLE_NAMES[scopeKind][value]?.meaning : 'What its holders may do'}
      data={roles.map(([role, { name }]) => ({ value: role, label: capital(name) }))}
      value={value}
      onChange={(chosen) => onChange(roles.find(([role]) => role === chosen)?.[0] ?? null)}
      error={error}
    />
  );
}
