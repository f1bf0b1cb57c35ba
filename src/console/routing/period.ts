import { compact, textIn, wordIn } from './search-text.ts';

export const PERIODS = ['1h', '24h', '7d', '30d'] as const;
export type Period = (typeof PERIODS)[number];

const HOUR_MS = 3_600_000;
const LENGTH_MS: Readonly<Record<Period, number>> = {
  '1h': HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
};

/** A span of time as it stands in the address: a rolling one, or two instants. */
export interface PeriodSearch {
  readonly since?: Period;
  readonly from?: string;
  readonly to?: string;
}

const instantIn = (search: Record<string, unknown>, key: string): string | undefined => {
  const text = textIn(search, key);
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

export const periodIn = (search: Record<string, unknown>): PeriodSearch =>
  compact({
    since: wordIn(search, 'since', PERIODS),
    from: instantIn(search, 'from'),
    to: instantIn(search, 'to'),
  });

/** The instants to ask the API for, reckoned when asking, so that "the last hour" moves on. */
export const periodBounds = (search: PeriodSearch): { from?: string; to?: string } =>
  search.since
    ? { from: new Date(Date.now() - LENGTH_MS[search.since]).toISOString() }
    : compact({ from: search.from, to: search.to });
