import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ApiClient } from '../../src/story/api/api-client.ts';
import { startTestService, type TestService } from '../support/running-service.ts';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { errorsIn } from '../support/shipped-process.ts';
import { type FuzzAnswer, FuzzClient } from './fuzz/fuzz-client.ts';
import { type FuzzRequest, fuzzRequest } from './fuzz/fuzz-request.ts';
import type { Known } from './fuzz/hostile-body.ts';
import { DECLARED } from './fuzz/hostile-text.ts';
import { watchProcess } from './fuzz/watch-process.ts';

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 4_000);
const LANES = 16;
const TRICKLES = 4;
/** One in so many requests is sent with its bytes changed, so that it need not be HTTP any more. */
const BYTES_EVERY = 40;

jest.setTimeout(120_000 + REQUESTS * 20);

/** What only somebody who looks at the code or the database should ever read. */
const INTERNAL =
  /node_modules|\n\s+at |\.[jt]s:\d+|Mongo|Postgres|relation "|duplicate key|syntax error at|Cannot read prop|is not a function|\bBSON|ECONN|\[object /;

const seed = seedFrom('FUZZ_SEED');

describe(`${REQUESTS} hostile requests (FUZZ_SEED=${seed})`, () => {
  let service: TestService;
  let client: FuzzClient;
  let bystander: FuzzClient;
  let known: Known;

  beforeAll(async () => {
    service = await startTestService({ worker: 'none' });
    const api = await service.becomeFirstAdministrator();
    client = new FuzzClient(service.scimBaseUrl, await connect(api, 'fuzzed', 'entra'), LANES);
    bystander = new FuzzClient(service.scimBaseUrl, await connect(api, 'bystander', 'okta'), 1);
    const user = await create(client, '/Users', { userName: 'target', emails: [{ value: 't@fuzzed.example' }] });
    const group = await create(client, '/Groups', { displayName: 'Target', members: [{ value: user }] });
    known = { userId: user, groupId: group };
    await create(bystander, '/Users', { userName: 'bystander' });
    await create(bystander, '/Groups', { displayName: 'Bystanders' });
  }, 120_000);
  afterAll(async () => {
    client?.close();
    bystander?.close();
    await service?.stop();
  });

  it('get no server error, no internal text, and reach no other connection', async () => {
    const before = await everythingOf(bystander);
    const watch = await watchProcess({ baseUrl: service.baseUrl, pid: service.service.pid });
    const random = new SeededRandom(seed);
    const stops = Array.from({ length: TRICKLES }, () => client.trickle());
    const faults: object[] = [];
    const statuses = new Map<number, number>();
    let sent = 0;
    const lane = async (): Promise<void> => {
      while (sent < REQUESTS && faults.length < 5) {
        const number = sent++;
        const wanted = fuzzRequest(random, known);
        const isChanged = number % BYTES_EVERY === 0;
        const answer = isChanged
          ? await client.sendBytes(changed(random, client.bytesOf(wanted)))
          : await client.send(wanted);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        const fault = faultOf(answer, isChanged, isChanged || wanted.method === 'HEAD');
        if (fault) faults.push({ number, fault, ...shown(wanted), answer: answer.text.slice(0, 500) });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    for (const stop of stops) stop();
    const report = await watch.stop();
    console.info(
      `${sent} requests (FUZZ_SEED=${seed}): ${[...statuses]
        .sort()
        .map(([status, count]) => `${count} × ${status || 'closed'}`)
        .join(', ')}; ${report}`,
    );
    expect(faults).toEqual([]);
    expect(errorsIn(service.service.output())).toEqual([]);
    expect(await everythingOf(bystander)).toEqual(before);
  });
});

async function connect(api: ApiClient, slug: string, type: string): Promise<string> {
  const organization = await api.post<{ id: string }>('/organizations', { name: slug, slug });
  const path = `/organizations/${organization.id}/connections`;
  const { connection, token } = await api.post<{ connection: { id: string }; token: { token: string } }>(path, {
    name: slug,
    type,
  });
  if (slug === 'fuzzed') {
    await api.post(`${path}/${connection.id}/schemas`, {
      id: DECLARED,
      name: 'Fuzz',
      attributes: [
        { name: 'badge', uniqueness: 'server' },
        { name: 'level', type: 'integer', mutability: 'immutable' },
        { name: 'devices', type: 'complex', multiValued: true, subAttributes: [{ name: 'value' }, { name: 'type' }] },
      ],
    });
  }
  return token.token;
}

async function create(client: FuzzClient, path: string, resource: object): Promise<string> {
  const headers = { 'content-type': 'application/scim+json' };
  const answer = await client.send({ method: 'POST', path, headers, body: Buffer.from(JSON.stringify(resource)) });
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
  return (JSON.parse(answer.text) as { id: string }).id;
}

async function everythingOf(client: FuzzClient): Promise<readonly string[]> {
  const read = (path: string) => client.send({ method: 'GET', path, headers: {} });
  return (await Promise.all([read('/Users'), read('/Groups')])).map(({ text }) => text);
}

/** What is wrong with an answer, whatever was asked. */
function faultOf({ status, contentType, text }: FuzzAnswer, isChanged: boolean, isHead: boolean): string | undefined {
  if (status >= 500 && status !== 501) return 'a server error';
  const isBulk = status === 200 && text.includes('messages:2.0:BulkResponse');
  if (isBulk) return /"status":"5/.test(text) ? 'a server error in Bulk' : undefined;
  if (status < 400) return undefined;
  if (text === '') return isHead ? undefined : 'an error without a body';
  // Bytes that were changed may ask for something else than SCIM.
  if (isChanged && contentType.startsWith('application/problem+json')) {
    return INTERNAL.test(text) ? 'an internal text' : undefined;
  }
  if (!contentType.startsWith('application/scim+json')) return `an error as ${contentType}`;
  const { schemas, status: told, detail } = JSON.parse(text) as Record<string, unknown>;
  const isScim = Array.isArray(schemas) && told === String(status) && typeof detail === 'string';
  if (!isScim) return 'not a SCIM error';
  return INTERNAL.test(String(detail)) ? 'an internal text' : undefined;
}

const shown = ({ method, path, headers, body }: FuzzRequest): object => ({
  method,
  path: path.slice(0, 600),
  headers,
  body: body?.toString('latin1').slice(0, 600),
});

/** Some bytes, mostly of the head, are not what they were. */
function changed(random: SeededRandom, bytes: Buffer): Buffer {
  for (let changes = 1 + random.below(5); changes > 0; changes--) {
    bytes[random.below(Math.min(bytes.length, 400))] = random.below(256);
  }
  return bytes;
}
