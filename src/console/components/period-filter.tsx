import { Button, Group, Popover, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { PERIODS, type PeriodSearch } from '../routing/period.ts';
import { compact } from '../routing/search-text.ts';
import { absoluteTime, zoneName, zoneOffset } from './time-format.ts';

interface PeriodFilterProps {
  readonly value: PeriodSearch;
  readonly onChange: (period: PeriodSearch) => void;
}

const LABELS = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
};
const CUSTOM = 'custom';

/** `2026-03-01T09:30`, as the browser's own date and time field wants it, in the reader's zone. */
function localText(instant: string | undefined): string {
  if (!instant) return '';
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const instantOf = (local: string): string | undefined => (local ? new Date(local).toISOString() : undefined);

/** A rolling period or two instants, entered in the reader's zone, which it names. */
export function PeriodFilter({ value, onChange }: PeriodFilterProps) {
  const custom = value.from !== undefined || value.to !== undefined;
  const [editing, setEditing] = useState(false);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const open = () => {
    setFrom(localText(value.from));
    setTo(localText(value.to));
    setEditing(true);
  };
  const describe = [
    value.from && `from ${absoluteTime(new Date(value.from))}`,
    value.to && `until ${absoluteTime(new Date(value.to))}`,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <Popover opened={editing} onChange={setEditing} trapFocus withArrow shadow="md" position="bottom-start">
      <Popover.Target>
        <Select
          size="xs"
          w={146}
          aria-label="Time"
          title={custom ? describe : undefined}
          placeholder="Any time"
          clearable
          data={[
            ...PERIODS.map((period) => ({ value: period as string, label: LABELS[period] })),
            { value: CUSTOM, label: custom ? 'Chosen period' : 'Choose a period…' },
          ]}
          value={custom ? CUSTOM : (value.since ?? null)}
          onChange={(choice) => {
            const since = PERIODS.find((period) => period === choice);
            if (since) onChange({ since });
            else if (choice !== CUSTOM) onChange({});
          }}
          onOptionSubmit={(choice) => {
            if (choice === CUSTOM) open();
          }}
          allowDeselect={false}
        />
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text size="xs" c="dimmed">
            Times in {zoneName()} ({zoneOffset(new Date())})
          </Text>
          <TextInput
            size="xs"
            type="datetime-local"
            label="From"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            size="xs"
            type="datetime-local"
            label="Until"
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button size="xs" variant="default" onClick={() => setEditing(false)}>
              Cancel
            </Button>
            <Button
              size="xs"
              disabled={!from && !to}
              onClick={() => {
                onChange(compact({ from: instantOf(from), to: instantOf(to) }));
                setEditing(false);
              }}
            >
              Show
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
