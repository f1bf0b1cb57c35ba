import { Select, Text } from '@mantine/core';
import { IconFilterOff, IconReportSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { TablePages } from '../../api/pages.ts';
import type { AuditEvent } from '../../api/types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { PeriodFilter } from '../../components/period-filter.tsx';
import { Section } from '../../components/section.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { compact } from '../../routing/search-text.ts';
import type { AuditSearch } from '../../routing/searches.ts';
import { actionText } from './action-text.ts';
import { INSTANCE_FAMILIES, ORGANIZATION_FAMILIES } from './audit-actions.ts';
import { actorText, targetText } from './audit-actor.ts';
import { AuditEventDrawer } from './audit-event-drawer.tsx';

interface AuditLogTableProps {
  readonly pages: TablePages<AuditEvent>;
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
  /** Whose sync jobs the events name; absent for the instance's own log. */
  readonly organization?: string;
}

const OUTCOMES = {
  done: { tone: 'good', label: 'Done' },
  unchanged: { tone: 'quiet', label: 'No change' },
  refused: { tone: 'bad', label: 'Refused' },
} as const;

/** Every authenticated change, refused ones and no-ops included. */
export function AuditLogTable({ pages, search, onSearch, organization }: AuditLogTableProps) {
  const [opened, setOpened] = useState<AuditEvent>();
  const { action, outcome, since, from, to } = search;
  const filtered = Object.keys(search).length > 0;
  const change = (part: { [K in keyof AuditSearch]?: AuditSearch[K] | undefined }) =>
    onSearch(compact({ action, outcome, since, from, to, ...part }));
  return (
    <Section padding="flush">
      <FilterBar onClear={filtered ? () => onSearch({}) : undefined}>
        <Select
          size="xs"
          w={190}
          clearable
          searchable
          aria-label="About"
          placeholder="About anything"
          data={[...(organization ? ORGANIZATION_FAMILIES : INSTANCE_FAMILIES)]}
          value={action ?? null}
          onChange={(value) => change({ action: value ?? undefined })}
        />
        <Select
          size="xs"
          w={150}
          clearable
          aria-label="Outcome"
          placeholder="Any outcome"
          data={Object.entries(OUTCOMES).map(([value, { label }]) => ({ value, label }))}
          value={outcome ?? null}
          onChange={(value) =>
            change({ outcome: value === 'done' || value === 'unchanged' || value === 'refused' ? value : undefined })
          }
        />
        <PeriodFilter
          value={compact({ since, from, to })}
          onChange={(period) => change({ since: undefined, from: undefined, to: undefined, ...period })}
        />
      </FilterBar>
      <DataTable
        label="Audit events, newest first"
        pages={pages}
        rowKey={(event) => event.id}
        onRow={setOpened}
        skeletonRows={12}
        columns={[
          { key: 'action', header: 'Action', width: 250, cell: (event) => actionText(event.action) },
          {
            key: 'target',
            header: 'About',
            cell: ({ target }) => target && <Text span>{targetText(target)}</Text>,
          },
          {
            key: 'actor',
            header: 'By',
            cell: (event) => (
              <Text span c="dimmed">
                {actorText(event.actor)}
              </Text>
            ),
          },
          {
            key: 'outcome',
            header: 'Outcome',
            width: 130,
            cell: (event) => (
              <StateBadge tone={OUTCOMES[event.outcome].tone}>{OUTCOMES[event.outcome].label}</StateBadge>
            ),
          },
          { key: 'at', header: 'When', width: 130, cell: (event) => <Time at={event.at} /> },
        ]}
        empty={
          filtered ? (
            <EmptyState icon={<IconFilterOff size={22} />} title="No event fits these filters">
              Loosen a filter, or clear them all.
            </EmptyState>
          ) : (
            <EmptyState icon={<IconReportSearch size={22} />} title="Nothing has happened yet">
              Every change by an identity provider, a person or a program is recorded here, refused ones included.
            </EmptyState>
          )
        }
      />
      <AuditEventDrawer event={opened} onClose={() => setOpened(undefined)} organization={organization} />
    </Section>
  );
}
