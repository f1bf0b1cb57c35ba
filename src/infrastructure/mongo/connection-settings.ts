import type { ConnectOptions } from 'mongoose';

/** What the connection string may say otherwise. */
const defaults = {
  appName: 'holdfast',
  maxPoolSize: 32,
  connectTimeoutMS: 2_000,
  // A server that hangs is found out by its heartbeat, so that slow work need not be limited to notice.
  heartbeatFrequencyMS: 500,
  serverSelectionTimeoutMS: 2_000,
  waitQueueTimeoutMS: 4_000,
  socketTimeoutMS: 120_000,
  maxIdleTimeMS: 300_000,
} satisfies ConnectOptions;

/** What the port promises, whatever the connection string says. */
const promises = {
  readPreference: 'primary',
  // Not `majority`: a primary that was just elected does not know yet what its predecessor knew to be on a majority, and
  // would answer without documents whose writing was confirmed a moment ago. It has them all the same.
  readConcern: { level: 'local' },
  writeConcern: { w: 'majority', wtimeoutMS: 10_000 },
  ignoreUndefined: false,
  promoteValues: true,
  promoteLongs: true,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
} satisfies ConnectOptions;

const DEFAULT_NAME = 'holdfast';

/** Options for the driver. The connection string decides credentials, TLS, retryable writes and any of the defaults. */
export function connectionSettings(url: string): ConnectOptions {
  const said = new Set(
    [...new URLSearchParams(/\?(.*)$/s.exec(url)?.[1] ?? '').keys()].map((key) => key.toLowerCase()),
  );
  const kept = Object.entries(defaults).filter(([name]) => !said.has(name.toLowerCase()));
  const named = /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]/.test(url) ? {} : { dbName: DEFAULT_NAME };
  return { ...Object.fromEntries(kept), ...promises, ...named };
}
