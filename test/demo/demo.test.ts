import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runHoldfast } from '../support/run-holdfast.ts';
import { sharedMongoUrl, sharedRedisUrl, storesInMongo } from '../support/test-engine.ts';

describe('holdfast demo --once', () => {
  it('tells the whole story, every step as told, and leaves nothing behind', async () => {
    const place = await mkdtemp(join(tmpdir(), 'holdfast place for the demo-'));
    const engine = storesInMongo ? ['--engine', 'mongo'] : [];
    // Settings of the real service must not reach the story, but those that say where its engine is.
    const settings = storesInMongo
      ? { DATABASE_URL: sharedMongoUrl(), QUEUE_URL: sharedRedisUrl() }
      : { DATABASE_URL: 'postgres://127.0.0.1:1/not-this-one' };
    const args = ['demo', '--once', '--users', '20', '--port', '0', ...engine];
    const { code, stdout, stderr } = await runHoldfast(args, {
      environment: { TMPDIR: place, CHUNK_SIZE: '200', ...settings },
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
