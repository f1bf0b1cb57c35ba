import { List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Callout } from '../../components/callout.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import type { RehearsalReport, RehearsedBehaviour, RehearsedClient } from './read-rehearsal-report.ts';

const OUTCOMES = {
  passed: { tone: 'good', label: 'Passed' },
  failed: { tone: 'bad', label: 'Failed' },
  skipped: { tone: 'quiet', label: 'Skipped' },
} as const;

/** A report: the result, then each client with its behaviours, opened where something is wrong. */
export function RehearsalResult({ report }: { readonly report: RehearsalReport }) {
  const { passed, stopped, clients } = report;
  const behaviours = clients.reduce((sum, client) => sum + client.behaviours.length, 0);
  const right = clients.reduce((sum, client) => sum + client.passed, 0);
  return (
    <Stack gap="sm">
      <Callout
        tone={passed ? 'good' : 'attention'}
        icon={passed ? <IconCircleCheck size={20} /> : <IconAlertTriangle size={18} />}
        title={passed ? `All ${behaviours} behaviours passed` : `${right} of ${behaviours} behaviours passed`}
      >
        {report.rehearsedBy}, <Time at={report.endedAt} />
        {report.server && `, on ${report.server}`}
        {stopped && ` · stopped before the end: ${stopped}`}
      </Callout>
      {clients.map((client) => (
        <ClientResult key={client.title} client={client} />
      ))}
    </Stack>
  );
}

function ClientResult({ client: { title, passed, behaviours } }: { readonly client: RehearsedClient }) {
  const isRight = passed === behaviours.length;
  return (
    <Disclosure label={`${title}: ${passed} of ${behaviours.length}`} openedAtFirst={!isRight}>
      <List listStyleType="none" spacing="xs" size="sm">
        {behaviours.map((behaviour) => (
          <List.Item key={behaviour.behaviour}>
            <BehaviourResult {...behaviour} />
          </List.Item>
        ))}
      </List>
    </Disclosure>
  );
}

function BehaviourResult({ behaviour, outcome, reason, requests }: RehearsedBehaviour) {
  const last = requests.at(-1);
  return (
    <>
      <StateBadge tone={OUTCOMES[outcome].tone}>{OUTCOMES[outcome].label}</StateBadge> {behaviour}
      {outcome !== 'passed' && (
        <Text size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
          {reason}
          {last && (
            <>
              <br />
              Sent {last.sent}
              <br />
              Expected {last.expected}
              <br />
              Came {last.came}
            </>
          )}
        </Text>
      )}
    </>
  );
}
