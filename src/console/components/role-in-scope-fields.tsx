import type { ReactNode } from 'react';
import type { Role } from '../api/types.ts';
import { RolePicker } from './role-picker.tsx';
import { type ScopeChoice, ScopePicker } from './scope-picker.tsx';

export interface RoleInScopeChoice extends ScopeChoice {
  readonly role: Role | null;
}

interface RoleInScopeFieldsProps {
  readonly value: RoleInScopeChoice;
  /** Another kind of scope has other roles, so that changing it takes the chosen role away. */
  readonly onChange: (change: RoleInScopeChoice) => void;
  readonly errors: Readonly<Record<string, ReactNode>>;
}

/** Which role, and where it holds. */
export function RoleInScopeFields({ value, onChange, errors }: RoleInScopeFieldsProps) {
  const { scopeKind, scopeId, role } = value;
  return (
    <>
      <ScopePicker
        value={{ scopeKind, scopeId }}
        onChange={(scope) => onChange({ ...scope, role: scope.scopeKind === scopeKind ? role : null })}
        error={errors.scopeId as string | undefined}
      />
      <RolePicker
        scopeKind={scopeKind}
        value={role}
        onChange={(chosen) => onChange({ scopeKind, scopeId, role: chosen })}
        error={errors.role as string | undefined}
      />
    </>
  );
}

/** What a form checks of these fields before it is sent. */
export const roleInScopeChecks = {
  scopeId: (value: string | null) => (value ? null : 'Choose where the role holds'),
  role: (value: Role | null) => (value ? null : 'Choose a role'),
};
