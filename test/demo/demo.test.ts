import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runHoldfast } from '../support/run-holdfast.ts';

describe('holdfast demo --once', () => {
  it('tells the whole story, every step as told, and leaves nothing behind', async () => {
    const place = await mkdtemp(join(tmpdir(), 'holdfast place for the demo-'));
    const { code, stdout, stderr } = await runHoldfast(['demo', '--once', '--users', '20', '--port', '0'], {
      // Settings of the real service must not reach the story.
      environment: { TMPDIR: place, DATABASE_URL: 'postgres://127.0.0.1:1/not-this-one', CHUNK_SIZE: '200' },
    });
    const failed = stdout.split('\n').filter((line) => line.includes('✗'));
    expect({ code, failed, stderr }).toEqual({ code: 0, failed: [], stderr: '' });
    for (const chapter of [
      'Initial sync',
      'Groups become roles',
      'A joiner, a mover, three leavers',
      'The last administrator leaves',
      'The same refusal, whichever way it is tried',
      'The worker is killed in the middle of a push',
      'What auditors read: the sync jobs',
    ]) {
      expect(stdout).toContain(`\n${chapter}\n`);
    }
    expect(stdout).toMatch(/All \d+ checks came out as told, in [\d.]+ s\./);
    expect(stdout).toMatch(/\/welcome#/);
    expect(readdirSync(place)).toEqual([]);
    await rm(place, { recursive: true });
  });
});
