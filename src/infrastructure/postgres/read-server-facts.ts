import { Client } from 'pg';

export interface ServerFacts {
  /** `18.4` */
  readonly version: string;
  /** How far the server's clock is ahead of this machine's, give or take half the round trip. */
  readonly clockAheadMs: number;
}

/** Looks at the server itself, for diagnosis. Fails with whatever the driver says. */
export async function readServerFacts(url: string): Promise<ServerFacts> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000, query_timeout: 3_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const asked = Date.now();
    const { rows } = await client.query<{ version: string; now: string }>(
      `select current_setting('server_version') as version, extract(epoch from clock_timestamp()) * 1000 as now`,
    );
    const answered = Date.now();
    const { version = 'unknown', now = '0' } = rows[0] ?? {};
    return {
      version: version.split(' ')[0] ?? version,
      clockAheadMs: Math.round(Number(now) - (asked + answered) / 2),
    };
  } finally {
    await client.end();
  }
}
