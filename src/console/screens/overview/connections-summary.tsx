import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Overview } from '../../api/types.ts';
import { ConnectionStateBadge } from '../../components/connection-state-badge.tsx';
import { CONNECTION_TYPES, ConnectionTypeMark } from '../../components/connection-types.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { AnchorLink } from '../../routing/router-links.tsx';
import classes from './connections-summary.module.css';

interface ConnectionsSummaryProps {
  readonly organization: string;
  readonly connections: Overview['connections'];
}

export function ConnectionsSummary({ organization, connections }: ConnectionsSummaryProps) {
  const shown = connections.filter(({ state }) => state !== 'deleted');
  return (
    <Section
      title="Connections"
      padding="flush"
      actions={
        <AnchorLink size="sm" to="/o/$organization/connections" params={{ organization }}>
          Manage
        </AnchorLink>
      }
    >
      <ul className={classes.list}>
        {shown.map((connection) => (
          <li key={connection.id} className={classes.item}>
            <ConnectionTypeMark type={connection.type} />
            <div className={classes.text}>
              <Link
                to="/o/$organization/connections/$connectionId"
                params={{ organization, connectionId: connection.id }}
                className={classes.link}
              >
                {connection.name}
              </Link>
              <Text size="xs" c="dimmed">
                {CONNECTION_TYPES[connection.type].name}
                {connection.lastRequestAt && (
                  <>
                    {' '}
                    · last request <Time at={connection.lastRequestAt} />
                  </>
                )}
              </Text>
            </div>
            <Group>
              <ConnectionStateBadge
                state={connection.state}
                {...(connection.lastRequestAt ? { lastRequestAt: connection.lastRequestAt } : {})}
              />
            </Group>
          </li>
        ))}
      </ul>
    </Section>
  );
}
