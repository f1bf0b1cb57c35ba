/**
 * What the suites above storage run on: `TEST_ENGINE`, as `npm run test:engines` sets it for one run after the other,
 * with the servers it started in `TEST_MONGO_URL` and `TEST_REDIS_URL`. Without it: embedded PostgreSQL, which holds the
 * queue too.
 */
export const testEngine = process.env.TEST_ENGINE ?? 'postgres';

if (!['postgres', 'postgres+redis', 'mongo+redis'].includes(testEngine)) {
  throw new Error(`TEST_ENGINE is ${testEngine}: it can be postgres, postgres+redis or mongo+redis`);
}

export const storesInMongo = testEngine.startsWith('mongo');
export const queuesInRedis = testEngine.endsWith('+redis');

/** The Redis that tests of this run share; every installation keeps to a key prefix of its own there. */
export function sharedRedisUrl(): string {
  const url = process.env.TEST_REDIS_URL;
  if (url === undefined) throw new Error('TEST_REDIS_URL is not set: run this suite with "npm run test:engines"');
  return url;
}

/** The MongoDB replica set that tests of this run share. */
export function sharedMongoUrl(): string {
  const url = process.env.TEST_MONGO_URL;
  if (url === undefined) throw new Error('TEST_MONGO_URL is not set: run this suite with "npm run test:engines"');
  return url;
}
