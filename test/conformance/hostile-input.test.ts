import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../src/domain/provisioning/directory-user.ts';
import { sealCursor } from '../../src/scim/lists/cursor-seal.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const word = fc.constantFrom(
  ...[
    'userName',
    'emails',
    'members',
    'manager',
    ENTERPRISE,
    'id',
    'active',
    'name.givenName',
    '__proto__',
    'constructor',
  ],
  ...[
    'eq',
    'co',
    'gt',
    'pr',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    '.',
    '"a"',
    '"',
    '\\',
    'true',
    'null',
    '1e400',
    '5',
  ],
  ...[
    'emails[type eq "work"].value',
    'members[value eq "x"]',
    'value',
    'type',
    '\u0000',
    '\ud800',
    '😀',
    '%',
    '+',
    '&',
  ],
);
const phrase = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
const anyText = fc.oneof(phrase, word, fc.string({ unit: 'binary', maxLength: 40 }));

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, '', 'False', 0, -1, 1.5, 1e300),
    anyText,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(anyText, tie('json'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
const operation = fc.record(
  { op: fc.oneof(fc.constantFrom('add', 'Replace', 'remove'), json), path: fc.oneof(anyText, json), value: json },
  { requiredKeys: [] },
);
const body = fc.oneof(
  json.map((value) => JSON.stringify(value) ?? ''),
  fc
    .record(
      { userName: anyText, displayName: anyText, emails: json, members: json, active: json, [ENTERPRISE]: json },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
  fc
    .record(
      {
        filter: anyText,
        sortBy: anyText,
        sortOrder: json,
        startIndex: json,
        count: json,
        cursor: json,
        attributes: json,
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
  fc.array(operation, { maxLength: 5 }).map((Operations) => JSON.stringify({ Operations })),
  fc.constantFrom(
    '{"a":'.repeat(20_000),
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    '{"userName":1e999}',
    '{"__proto__":{"userName":"x"}}',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('Hostile input', () => {
  let service: ScimService;
  let client: ScimClient;
  let bystander: ScimClient;
  let userId: string;
  let groupId: string;

  beforeAll(async () => {
    service = await startScimService();
    [client, bystander] = [await service.connect({ type: 'entra' }), await service.connect()];
    userId = (await client.create('/Users', { userName: 'target', emails: [{ value: 'a@b.example', type: 'work' }] }))
      .id;
    groupId = (await client.create('/Groups', { displayName: 'Target', members: [{ value: userId }] })).id;
    await bystander.create('/Users', { userName: 'bystander' });
  });
  afterAll(() => service.close());

  it('is never answered with a server error, always with SCIM, and never reaches another connection', async () => {
    const parameter = fc.constantFrom(
      'filter',
      'attributes',
      'excludedAttributes',
      'startIndex',
      'count',
      'sortBy',
      'sortOrder',
      'cursor',
    );
    const endpoint = fc.constantFrom('/Users', '/Groups', '/Schemas', '/ResourceTypes', '/Me', '/Bulk', '/.search', '');
    const id = fc.oneof(
      fc.constantFrom('', '/user', '/group', '/.search'),
      anyText.map((text) => `/${encodeURIComponent(wellFormed(text))}`),
    );
    const query = fc
      .array(fc.tuple(parameter, anyText), { maxLength: 3 })
      .map((pairs) => pairs.map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(value))}`).join('&'));
    const before = await bystander.send('GET', '/Users');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
        endpoint,
        id,
        query,
        body,
        async (method, at, which, parameters, sent) => {
          const target = which === '/user' ? `/${userId}` : which === '/group' ? `/${groupId}` : which;
          fc.pre(method !== 'DELETE' || target === which);
          const path = `${at}${target}${parameters === '' ? '' : `?${parameters}`}`;
          const answer = await client.send(method, path || '/', method === 'GET' ? undefined : sent);
          const isServerError = answer.status >= 500 && answer.status !== 501;
          expect({ method, path, sent, serverError: isServerError ? answer.text : undefined }).toEqual({
            method,
            path,
            sent,
          });
          if (answer.status >= 400) {
            expect(answer.body).toMatchObject({ status: String(answer.status), detail: expect.any(String) });
          }
        },
      ),
      { numRuns: Number(process.env.HOSTILE_REQUESTS ?? 1500) },
    );
    expect(service.logged).toEqual([]);
    expect((await bystander.send('GET', '/Users')).body).toEqual(before.body);
  });

  it('is made up as a cursor in vain: whatever place one names, it leads through the own list or nowhere', async () => {
    await client.create('/Users', { userName: 'second', active: false, title: 'x' });
    const own = (await client.send('GET', '/Users?count=200')).body.Resources.map((user: { id: string }) => user.id);
    const scalar = fc.oneof(fc.constantFrom(null, true, 1, 1e300, '', 'target', 'a\u0000b', '\ud800'), anyText, json);
    const position = fc.tuple(fc.oneof(fc.constantFrom(userId, '', 'zzz'), json), fc.oneof(fc.array(scalar), json));
    const place = fc.oneof(fc.tuple(fc.oneof(fc.constantFrom(0, 1), json), position), position, json);
    const sorts = fc.constantFrom(undefined, 'userName', 'active', 'title', 'emails', 'meta.created', 'id');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/Users', '/Groups', '/'),
        sorts,
        fc.boolean(),
        place,
        async (endpoint, sortBy, isDescending, made) => {
          const sort = sortBy && { sortBy, sortOrder: isDescending ? 'descending' : 'ascending' };
          const parameters = new Map(Object.entries({ ...sort }));
          const call = {
            request: { connection: client.connection, tokenId: '', requestId: '', recorded: null },
            application: service.application,
            query: { get: (name: string) => parameters.get(name) ?? null },
          };
          const cursor = sealCursor({ call, endpoint, count: 5 }, made as Json);
          const path = endpoint === '/' ? '/.search' : `${endpoint}/.search`;
          const answer = await client.send('POST', path, { ...sort, count: 5, cursor });
          expect([200, 400]).toContain(answer.status);
          for (const { id, meta } of answer.body.Resources ?? []) {
            if (meta.resourceType === 'User') expect(own).toContain(id);
          }
        },
      ),
      { numRuns: Number(process.env.HOSTILE_REQUESTS ?? 500) },
    );
    expect(service.logged).toEqual([]);
  });
});

/** What encodeURIComponent can take. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
