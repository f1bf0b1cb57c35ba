import { Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { IconArrowDownRight, IconArrowsExchange, IconArrowUpRight, IconHandStop } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MappingPreview as Preview, PreviewRow } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PlanDiff } from '../../components/plan-diff.tsx';
import { roleChanges } from '../../components/role-changes.ts';
import { counted } from '../../components/words.ts';
import classes from './mapping-preview.module.css';

/** Who gains what, who loses what, and what the guard would hold. */
export function MappingPreview({ query }: { readonly query: UseQueryResult<Preview> }) {
  const { data, error, refetch, isFetching } = query;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) {
    return (
      <Stack gap="xs" aria-busy="true" aria-label="Reckoning who is concerned">
        <Skeleton height={40} />
        <Skeleton height={20} width="70%" />
        <Skeleton height={20} width="60%" />
      </Stack>
    );
  }
  const { people, truncated, held } = data;
  const { gains, losses, swaps } = sortedOut(data);
  if (gains.length + losses.length + swaps.length + held.length === 0) {
    return (
      <Callout tone="quiet" role="status">
        {people > 0
          ? `It concerns ${counted(people, 'person', 'people')}, and nobody’s roles change: they hold them already, or by other ways.`
          : 'Nobody’s roles change now. People who join the group later are concerned.'}
      </Callout>
    );
  }
  return (
    <Stack gap="md" role="status">
      <Text>
        It concerns {counted(people, 'person', 'people')}.{truncated && ' Only the first of them are listed here.'}
      </Text>
      <PreviewRows
        title={`${gains.length.toLocaleString()}${truncated ? '+' : ''} gain`}
        icon={<IconArrowUpRight size={16} aria-hidden className={classes.gain} />}
        rows={gains}
      />
      <PreviewRows
        title={`${losses.length.toLocaleString()}${truncated ? '+' : ''} lose`}
        icon={<IconArrowDownRight size={16} aria-hidden className={classes.loss} />}
        rows={losses}
      />
      <PreviewRows
        title={`${swaps.length.toLocaleString()}${truncated ? '+' : ''} change`}
        icon={<IconArrowsExchange size={16} aria-hidden />}
        rows={swaps}
      />
      <PreviewRows
        title={`${held.length.toLocaleString()} held`}
        icon={<IconHandStop size={16} aria-hidden className={classes.held} />}
        rows={held}
        note="The guard keeps these roles, because no administrator would remain. Each becomes a hold that you can decide."
      />
    </Stack>
  );
}

/** Who moves from one scope to another both gains and loses, and is listed once, as a change. */
function sortedOut({ gains, losses }: Preview) {
  const gaining = new Set(gains.map(({ accountId }) => accountId));
  const swaps = losses.filter(({ accountId }) => gaining.has(accountId));
  const swapping = new Set(swaps.map(({ accountId }) => accountId));
  const others = (rows: readonly PreviewRow[]) => rows.filter(({ accountId }) => !swapping.has(accountId));
  return { gains: others(gains), losses: others(losses), swaps };
}

interface PreviewRowsProps {
  readonly title: string;
  readonly icon: ReactNode;
  readonly rows: readonly PreviewRow[];
  readonly note?: string;
}

function PreviewRows({ title, icon, rows, note }: PreviewRowsProps) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <Group gap={6} mb={4}>
        {icon}
        <Title order={3}>{title}</Title>
      </Group>
      {note && (
        <Text c="dimmed" mb={6}>
          {note}
        </Text>
      )}
      <div className={classes.rows}>
        <Table verticalSpacing={7} aria-label={title}>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.accountId}>
                <Table.Td className={classes.person}>{row.email}</Table.Td>
                <Table.Td>
                  <PlanDiff roles={roleChanges(row.rolesBefore, row.rolesAfter)} />
                  {row.guard && (
                    <Text size="xs" c="dimmed" mt={4}>
                      {row.guard}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
