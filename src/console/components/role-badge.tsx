import { Badge } from '@mantine/core';
import { IconShieldFilled } from '@tabler/icons-react';
import type { Role, Scope } from '../api/types.ts';
import classes from './role-badge.module.css';
import { isGuarded, ROLE_NAMES, roleName } from './role-names.ts';

interface RoleBadgeProps {
  readonly scope: Scope;
  readonly role: Role;
  readonly gone?: boolean;
}

/** A role with the place it holds in. A shield marks those the last-administrator guard watches over. */
export function RoleBadge({ scope, role, gone = false }: RoleBadgeProps) {
  const place = scope.kind === 'team' || scope.kind === 'project' ? (scope.name ?? '(deleted)') : undefined;
  const guarded = isGuarded(scope.kind, role);
  return (
    <Badge
      variant="default"
      className={classes.root}
      data-guarded={guarded || undefined}
      data-gone={gone || undefined}
      title={ROLE_NAMES[scope.kind][role]?.meaning}
      leftSection={guarded && <IconShieldFilled size={11} aria-hidden />}
    >
      {gone ? <s>{roleName(scope.kind, role)}</s> : roleName(scope.kind, role)}
      {place && <span className={classes.place}> · {place}</span>}
    </Badge>
  );
}
