import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';
import type { Overview, SyncJobState } from '../../api/types.ts';
import { absoluteTime } from '../../components/time-format.ts';

interface Series {
  readonly name: string;
  readonly color: string;
  readonly states: readonly SyncJobState[];
}

const SERIES: readonly Series[] = [
  { name: 'Applied', color: 'kelp.6', states: ['applied'] },
  { name: 'On the way', color: 'blue.4', states: ['queued', 'running'] },
  { name: 'Held', color: 'yellow.5', states: ['held', 'partly_applied'] },
  { name: 'Failed or refused', color: 'red.6', states: ['failed', 'refused'] },
  { name: 'Closed by hand or by later changes', color: 'gray.5', states: ['discarded', 'superseded'] },
];

const hourLabel = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant));

/** The chart asks for it even while nothing is pointed at. */
const hourTitle = (hour: unknown): string =>
  typeof hour === 'string' && hour !== '' ? `Hour from ${absoluteTime(new Date(hour))}` : '';

/** Jobs accepted in each of the last 24 hours, by what became of them. */
export function JobsChart({ hours }: { readonly hours: Overview['jobsPerHour'] }) {
  const data = hours.map(({ hour, byState }) => ({
    hour,
    ...Object.fromEntries(
      SERIES.map(({ name, states }) => [name, states.reduce((sum, state) => sum + (byState[state] ?? 0), 0)]),
    ),
  }));
  const present = SERIES.filter(({ name }) => data.some((row) => Number((row as Record<string, unknown>)[name]) > 0));
  return (
    <BarChart
      h={220}
      data={data}
      dataKey="hour"
      type="stacked"
      series={present.map(({ name, color }) => ({ name, color }))}
      tickLine="none"
      gridAxis="x"
      withLegend={present.length > 1}
      legendProps={{ verticalAlign: 'bottom', height: 34 }}
      maxBarWidth={26}
      xAxisProps={{ tickFormatter: hourLabel, interval: 3 }}
      yAxisProps={{ width: 36, allowDecimals: false }}
      tooltipProps={{ labelFormatter: hourTitle }}
      barProps={{ isAnimationActive: false }}
    />
  );
}
