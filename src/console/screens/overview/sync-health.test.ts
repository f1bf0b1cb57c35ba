import { describe, expect, it } from '@jest/globals';
import type { Overview } from '../../api/types.ts';
import { syncHealth } from './sync-health.ts';

const at = '2026-03-01T12:00:00.000Z';
const okta = {
  id: 'c1',
  name: 'Okta',
  type: 'okta',
  state: 'active',
  lastRequestAt: '2026-03-01T11:59:00.000Z',
} as const;
const overview = (part: Partial<Overview>): Overview => ({
  at,
  jobsByState: {},
  jobsPerHour: [],
  waitingJobs: 0,
  openHolds: 0,
  people: { active: 0, suspended: 0, ended: 0 },
  connections: [okta],
  ...part,
});

describe('syncHealth', () => {
  it('says when nothing is connected', () => {
    expect(syncHealth(overview({ connections: [] }))).toEqual({
      tone: 'quiet',
      sentence: 'No identity provider is connected yet.',
    });
  });

  it('says that all is well', () => {
    expect(syncHealth(overview({})).tone).toBe('good');
  });

  it('puts failures before holds', () => {
    expect(syncHealth(overview({ jobsByState: { failed: 2 }, openHolds: 1 }))).toEqual({
      tone: 'bad',
      sentence: '2 sync jobs failed in the last 24 hours. 1 change is held to keep the last administrator.',
    });
  });

  it('notices silence, but not in a connection that never spoke', () => {
    const silent = { ...okta, lastRequestAt: '2026-02-26T12:00:00.000Z' };
    const fresh = { id: 'c2', name: 'Entra', type: 'entra', state: 'active' } as const;
    expect(syncHealth(overview({ connections: [silent, fresh] }))).toEqual({
      tone: 'attention',
      sentence: 'Okta has been silent for 3 days. Entra waits for a first request.',
    });
  });
});
