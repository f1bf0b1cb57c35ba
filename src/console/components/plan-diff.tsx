import { Group, Stack, Text } from '@mantine/core';
import { IconArrowNarrowRight, IconEqual, IconMinus, IconPlus } from '@tabler/icons-react';
import type { MembershipState } from '../api/types.ts';
import { MembershipBadge } from './membership-badge.tsx';
import classes from './plan-diff.module.css';
import { RoleBadge } from './role-badge.tsx';
import type { RoleChange } from './role-changes.ts';
import { counted } from './words.ts';

interface PlanDiffProps {
  readonly roles: readonly RoleChange[];
  readonly membershipBefore?: MembershipState | undefined;
  readonly membershipAfter?: MembershipState | undefined;
  readonly sessionsEnded?: number | undefined;
}

const key = ({ scope }: RoleChange): string => `${scope.kind}:${scope.id}`;

function RoleLine({ scope, before, after }: RoleChange) {
  if (before && after && before !== after) {
    return (
      <Group gap={6} wrap="nowrap" className={classes.line}>
        <RoleBadge scope={scope} role={before} gone />
        <IconArrowNarrowRight size={15} aria-label="becomes" className={classes.neutral} />
        <RoleBadge scope={scope} role={after} />
      </Group>
    );
  }
  if (before && after) {
    return (
      <Group gap={6} wrap="nowrap" className={classes.line}>
        <IconEqual size={13} aria-label="keeps" className={classes.neutral} />
        <RoleBadge scope={scope} role={after} />
      </Group>
    );
  }
  const role = after ?? before;
  if (!role) return null;
  return (
    <Group gap={6} wrap="nowrap" className={classes.line}>
      {after ? (
        <IconPlus size={13} stroke={3} aria-label="gains" className={classes.gain} />
      ) : (
        <IconMinus size={13} stroke={3} aria-label="loses" className={classes.loss} />
      )}
      <RoleBadge scope={scope} role={role} gone={!after} />
    </Group>
  );
}

/** What one person had and has: roles, membership, sessions. Says so when nothing changed. */
export function PlanDiff({ roles, membershipBefore, membershipAfter, sessionsEnded }: PlanDiffProps) {
  const membershipChanged = membershipBefore !== membershipAfter;
  if (roles.length === 0 && !membershipChanged && !sessionsEnded) {
    return (
      <Text span c="dimmed">
        nothing to change
      </Text>
    );
  }
  return (
    <Stack gap={5} align="flex-start">
      {roles.map((change) => (
        <RoleLine key={key(change)} {...change} />
      ))}
      {membershipChanged && (
        <Group gap={6} wrap="nowrap" className={classes.line}>
          <Text span size="xs" c="dimmed">
            membership
          </Text>
          {membershipBefore ? (
            <MembershipBadge state={membershipBefore} />
          ) : (
            <Text span size="xs">
              none
            </Text>
          )}
          <IconArrowNarrowRight size={15} aria-label="becomes" className={classes.neutral} />
          {membershipAfter ? (
            <MembershipBadge state={membershipAfter} />
          ) : (
            <Text span size="xs">
              none
            </Text>
          )}
        </Group>
      )}
      {sessionsEnded ? (
        <Text span size="xs" c="dimmed">
          {counted(sessionsEnded, 'session or token', 'sessions and tokens')} ended
        </Text>
      ) : null}
    </Stack>
  );
}
