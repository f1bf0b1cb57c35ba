import { describe, expect, it } from '@jest/globals';
import { canBecome, isResting, restingState, SYNC_JOB_TRANSITIONS, type SyncJobState } from './sync-job.ts';

const states = Object.keys(SYNC_JOB_TRANSITIONS) as SyncJobState[];

describe('sync job states', () => {
  it.each(['applied', 'refused', 'discarded', 'superseded'] as const)('%s is final', (state) => {
    expect(states.filter((next) => canBecome(state, next))).toEqual([]);
  });

  it('lets held work be tried again, discarded or superseded, and failed work be retried', () => {
    expect(SYNC_JOB_TRANSITIONS.held).toEqual(['queued', 'discarded', 'superseded']);
    expect(SYNC_JOB_TRANSITIONS.failed).toEqual(['queued']);
  });

  it('reaches refused only at birth', () => {
    expect(states.filter((state) => canBecome(state, 'refused'))).toEqual([]);
  });

  it('leaves only queued and running jobs restless', () => {
    expect(states.filter((state) => !isResting(state))).toEqual(['queued', 'running']);
  });
});

describe('restingState', () => {
  it.each([
    [{}, 'applied'],
    [{ unchanged: 3 }, 'applied'],
    [{ held: 1 }, 'held'],
    [{ held: 1, unchanged: 4 }, 'held'],
    [{ held: 1, applied: 4 }, 'partly_applied'],
    [{ exempted: 1 }, 'applied'],
  ])('%j rests as %s', (counts, state) => expect(restingState(counts)).toBe(state));
});
