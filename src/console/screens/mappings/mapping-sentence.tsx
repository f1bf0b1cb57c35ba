import { Text } from '@mantine/core';
import type { Mapping } from '../../api/types.ts';
import { StateBadge } from '../../components/state-badge.tsx';
import { listed } from '../../components/words.ts';
import classes from './mapping-sentence.module.css';

/** Whom a mapping is about: “Group ‘Acme Admins’ (Okta)”, with what to know about it. */
export function MappingSubject({ mapping }: { readonly mapping: Mapping }) {
  const { match, groups } = mapping;
  if (match.by === 'group') {
    const group = groups[0];
    return group ? (
      <span>
        Group <strong className={classes.name}>{group.displayName}</strong>
        {group.connectionName && <span className={classes.quiet}> ({group.connectionName})</span>}
      </span>
    ) : (
      <Text span c="dimmed">
        A group that was deleted
      </Text>
    );
  }
  if (match.by === 'attribute') {
    return (
      <span>
        Whoever has <strong className={classes.name}>{match.value}</strong> in {match.attribute}
        <span className={classes.quiet}> ({mapping.connectionName ?? 'deleted'})</span>
      </span>
    );
  }
  const connections = [...new Set(groups.map(({ connectionName }) => connectionName ?? 'a connection'))];
  return (
    <span className={classes.root}>
      <span>
        Every group named <strong className={classes.name}>{match.name}</strong>
        <span className={classes.quiet}>
          {groups.length === 0 ? ' (none now)' : ` (now in ${listed(connections)})`}
        </span>
      </span>
      <StateBadge tone="attention" title="Whoever can name a group there decides">
        by name
      </StateBadge>
    </span>
  );
}
