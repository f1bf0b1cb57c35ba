import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { SturdyClient } from '../../src/infrastructure/bullmq/sturdy-client.ts';
import { administer, testServerUrl } from '../support/embedded-database.ts';

let serverUrl: string;
let pool: Pool;

beforeAll(async () => {
  serverUrl = await testServerUrl();
  pool = new Pool({ connectionString: serverUrl, Client: SturdyClient });
});
afterAll(() => pool.end());

it('a client in use whose connection the server ends between two statements ends nothing but itself', async () => {
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
  await administer(serverUrl, `select pg_terminate_backend(${rows[0]?.pid})`);
  await ended;
  await expect(client.query('select 1')).rejects.toThrow();
  client.release(true);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
