import { Group, Text } from '@mantine/core';
import type { ScopedRole } from '../api/types.ts';
import { RoleBadge } from './role-badge.tsx';

interface RoleListProps {
  readonly roles: readonly ScopedRole[];
  /** How many to show before "and N more". */
  readonly limit?: number;
}

export function RoleList({ roles, limit = 3 }: RoleListProps) {
  if (roles.length === 0) {
    return (
      <Text span c="dimmed">
        no role
      </Text>
    );
  }
  return (
    <Group gap={6}>
      {roles.slice(0, limit).map(({ scope, role }) => (
        <RoleBadge key={`${scope.kind}:${scope.id}`} scope={scope} role={role} />
      ))}
      {roles.length > limit && (
        <Text span size="xs" c="dimmed">
          and {roles.length - limit} more
        </Text>
      )}
    </Group>
  );
}
