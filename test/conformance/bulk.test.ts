import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

interface Done {
  readonly method: string;
  readonly bulkId?: string;
  readonly status: string;
  readonly location?: string;
  readonly version?: string;
  readonly response?: { readonly status: string; readonly scimType?: string; readonly detail: string };
}

describe('RFC 7644 §3.7: Bulk', () => {
  let service: ScimService;
  let client: ScimClient;

  beforeAll(async () => {
    service = await startScimService();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    client = await service.connect();
  });

  const bulk = (Operations: readonly object[], rest: object = {}) =>
    client.send('POST', '/Bulk', { schemas: [`${MESSAGES}:BulkRequest`], ...rest, Operations });
  const done = async (Operations: readonly object[], rest: object = {}): Promise<readonly Done[]> => {
    const answer = await bulk(Operations, rest);
    expect([answer.status, answer.body.schemas]).toEqual([200, [`${MESSAGES}:BulkResponse`]]);
    return answer.body.Operations;
  };
  const statuses = (answers: readonly Done[]) => answers.map(({ status }) => status);
  const idOf = (answer: Done | undefined): string => answer?.location?.split('/').at(-1) ?? '';
  const read = async (answer: Done | undefined) =>
    (await client.send('GET', new URL(answer?.location ?? '').pathname.replace('/scim/v2', ''))).body;
  const addUser = async (userName: string, more: object = {}) =>
    (await client.create('/Users', { userName, ...more })).id as string;
  const user = (bulkId: string, data: object = {}) => ({
    method: 'POST',
    path: '/Users',
    bulkId,
    data: { userName: bulkId, ...data },
  });
  const group = (bulkId: string, ...members: readonly string[]) => ({
    method: 'POST',
    path: '/Groups',
    bulkId,
    data: { displayName: bulkId, members: members.map((value) => ({ value })) },
  });
  const rows = async <T>(collection: 'auditEvents' | 'syncJobs'): Promise<readonly T[]> =>
    (await service.application.database[collection].find(client.organization.tenant)) as unknown as T[];

  describe('§3.7.1: example, groups in a circle', () => {
    const inCircle = (bulkId: string, displayName: string, other: string) => ({
      ...group(bulkId),
      data: { schemas: [`${CORE}:Group`], displayName, members: [{ type: 'Group', value: `bulkId:${other}` }] },
    });
    const circle = [inCircle('qwerty', 'Group A', 'ytrewq'), inCircle('ytrewq', 'Group B', 'qwerty')];
    const found = async () => {
      const { body } = await client.send('GET', `/Groups?filter=${encodeURIComponent('displayName sw "Group"')}`);
      return body.Resources as readonly { id: string; displayName: string; members: unknown }[];
    };

    it.each(['expand', 'ignore'] as const)('creates both where groups may hold groups (%s)', async (nestedGroups) => {
      client = await service.connect({ nestedGroups });
      const [first, second] = await done(circle);
      const [a, b] = [idOf(first), idOf(second)];
      expect([first, second]).toMatchObject([
        { method: 'POST', bulkId: 'qwerty', location: `${service.url}/Groups/${a}`, status: '201' },
        { method: 'POST', bulkId: 'ytrewq', location: `${service.url}/Groups/${b}`, status: '201' },
      ]);
      const memberOf = (id: string) => [{ type: 'Group', value: id, $ref: `${service.url}/Groups/${id}` }];
      const groups = await found();
      expect(groups).toHaveLength(2);
      expect(groups).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id: a, displayName: 'Group A', members: memberOf(b) }),
          expect.objectContaining({ id: b, displayName: 'Group B', members: memberOf(a) }),
        ]),
      );
    });

    it('creates none where they may not', async () => {
      expect(statuses(await done(circle))).toEqual(['400', '400']);
      expect(await found()).toEqual([]);
    });
  });

  it('§3.7.2: example, a user and a group that holds them', async () => {
    const answers = await done([
      { ...user('qwerty'), data: { schemas: [`${CORE}:User`], userName: 'Alice' } },
      {
        ...group('ytrewq'),
        data: {
          schemas: [`${CORE}:Group`],
          displayName: 'Tour Guides',
          members: [{ type: 'User', value: 'bulkId:qwerty' }],
        },
      },
    ]);
    const [alice, guides] = answers;
    expect(answers).toEqual([
      {
        method: 'POST',
        bulkId: 'qwerty',
        location: `${service.url}/Users/${idOf(alice)}`,
        version: 'W/"1"',
        status: '201',
      },
      {
        method: 'POST',
        bulkId: 'ytrewq',
        location: `${service.url}/Groups/${idOf(guides)}`,
        version: 'W/"1"',
        status: '201',
      },
    ]);
    expect((await read(guides)).members).toEqual([
      { type: 'User', value: idOf(alice), $ref: `${service.url}/Users/${idOf(alice)}` },
    ]);
  });

  it('§3.7.3: example, all four methods at once', async () => {
    const [bob, carol, dave] = [await addUser('Bob'), await addUser('Carol'), await addUser('Dave')];
    const answers = await done(
      [
        {
          method: 'POST',
          path: '/Users',
          bulkId: 'qwerty',
          data: { schemas: [`${CORE}:User`], userName: 'Alice' },
        },
        {
          method: 'PUT',
          path: `/Users/${bob}`,
          version: 'W/"1"',
          data: { schemas: [`${CORE}:User`], id: bob, userName: 'Bob', title: 'Guide' },
        },
        {
          method: 'PATCH',
          path: `/Users/${carol}`,
          version: 'W/"1"',
          data: {
            Operations: [
              { op: 'remove', path: 'nickName' },
              { op: 'add', path: 'userName', value: 'Dave2' },
            ],
          },
        },
        { method: 'DELETE', path: `/Users/${dave}`, version: 'W/"1"' },
      ],
      { failOnErrors: 1 },
    );
    const at = (id: string) => `${service.url}/Users/${id}`;
    expect(answers).toEqual([
      { method: 'POST', bulkId: 'qwerty', location: at(idOf(answers[0])), version: 'W/"1"', status: '201' },
      { method: 'PUT', location: at(bob), version: 'W/"2"', status: '200' },
      { method: 'PATCH', location: at(carol), version: 'W/"2"', status: '200' },
      { method: 'DELETE', location: at(dave), status: '204' },
    ]);
    expect((await client.send('GET', `/Users/${dave}`)).status).toBe(404);
  });

  it('§3.7.3: example, an error in every operation, and failOnErrors', async () => {
    await addUser('taken');
    const [bob, dave] = [await addUser('Bob'), await addUser('Dave')];
    const operations = [
      { method: 'POST', path: '/Users', bulkId: 'qwerty', data: { schemas: [`${CORE}:User`] } },
      { method: 'PUT', path: `/Users/${bob}`, version: 'W/"7"', data: { userName: 'Bob' } },
      { method: 'PATCH', path: '/Users/nobody', data: { Operations: [{ op: 'remove', path: 'title' }] } },
      { method: 'DELETE', path: `/Users/${dave}`, version: 'W/"8"' },
      { method: 'POST', path: '/Users', bulkId: 'again', data: { userName: 'TAKEN' } },
    ];
    const answers = await done(operations);
    expect(statuses(answers)).toEqual(['400', '412', '404', '412', '409']);
    expect(answers[0]).toEqual({
      method: 'POST',
      bulkId: 'qwerty',
      status: '400',
      response: {
        schemas: [`${MESSAGES}:Error`],
        scimType: 'invalidValue',
        status: '400',
        detail: expect.stringContaining('userName'),
      },
    });
    expect(answers[1]?.location).toBe(`${service.url}/Users/${bob}`);
    expect(answers[4]?.response).toMatchObject({ status: '409', scimType: 'uniqueness' });
    expect(statuses(await done(operations, { failOnErrors: 1 }))).toEqual(['400']);
    expect(statuses(await done([user('new'), ...operations], { failOnErrors: 2 }))).toEqual(['201', '400', '412']);
    expect(statuses(await done(operations, { failOnErrors: 0 }))).toHaveLength(5);
    const refused = (await rows<{ details: { reason: string } }>('auditEvents')).filter(
      ({ details }) => details?.reason?.startsWith('Ended after') ?? false,
    );
    expect(refused.map(({ details }) => details.reason)).toEqual([
      'Ended after 1 of 5 operations: failOnErrors was reached',
      'Ended after 3 of 6 operations: failOnErrors was reached',
    ]);
  });

  it('§3.7.4: refuses what is larger than ServiceProviderConfig says, and does none of it', async () => {
    const { maxOperations, maxPayloadSize, supported } = (await client.send('GET', '/ServiceProviderConfig')).body.bulk;
    expect(supported).toBe(true);
    const many = Array.from({ length: maxOperations + 1 }, (_, index) => user(`u${index}`));
    expect(await bulk(many)).toMatchObject({ status: 413, body: { status: '413' } });
    const large = user('large', { title: 'x'.repeat(maxPayloadSize) });
    expect(await bulk([large])).toMatchObject({ status: 413, body: { status: '413' } });
    expect((await client.send('GET', '/Users')).body.totalResults).toBe(0);
  });

  describe('§3.7.2: references', () => {
    it('resolves them in any order, nested, in paths and filters, and whole: a bulkId may begin like another', async () => {
      const answers = await done([
        group('team', 'bulkId:1', 'bulkId:11'),
        {
          method: 'PATCH',
          path: '/Groups/bulkId:team',
          data: {
            Operations: [
              { op: 'remove', path: 'members[value eq "bulkId:1"]' },
              { op: 'add', path: 'members', value: [{ $ref: '../Users/bulkId:111' }] },
            ],
          },
        },
        user('1', { [ENTERPRISE]: { manager: { value: 'bulkId:111', $ref: 'bulkId:111' } } }),
        {
          method: 'PATCH',
          path: '/Users/bulkId:11',
          data: { Operations: [{ op: 'add', value: { 'manager.value': 'bulkId:1' } }] },
        },
        user('11', { [`${ENTERPRISE}:manager`]: 'bulkId:111' }),
        { method: 'PUT', path: 'users/bulkId:111', data: { userName: '111', title: 'Chief' } },
        user('111'),
        user('gone'),
        { method: 'delete', path: '/Users/bulkId:gone' },
      ]);
      expect(statuses(answers)).toEqual(['201', '204', '201', '200', '201', '200', '201', '201', '204']);
      const [team, , one, , eleven, , chief, gone] = answers;
      expect((await read(team)).members.map(({ value }: { value: string }) => value).sort()).toEqual(
        [idOf(eleven), idOf(chief)].sort(),
      );
      expect((await read(one))[ENTERPRISE].manager).toMatchObject({ value: idOf(chief), $ref: chief?.location });
      expect((await read(eleven))[ENTERPRISE].manager.value).toBe(idOf(one));
      expect((await read(chief)).title).toBe('Chief');
      expect((await client.send('GET', `/Users/${idOf(gone)}`)).status).toBe(404);
    });

    it('creates circles whole: two, more, and one that refers to itself', async () => {
      const managedBy = (bulkId: string, manager: string) =>
        user(bulkId, { [ENTERPRISE]: { manager: { value: `bulkId:${manager}` } } });
      const answers = await done([
        managedBy('a', 'b'),
        managedBy('b', 'a'),
        managedBy('x', 'y'),
        group('g', 'bulkId:x', 'bulkId:self'),
        managedBy('y', 'z'),
        managedBy('z', 'x'),
        managedBy('self', 'self'),
      ]);
      expect(new Set(statuses(answers))).toEqual(new Set(['201']));
      const by = new Map(answers.map((answer) => [answer.bulkId, answer]));
      for (const [one, manager] of [
        ['a', 'b'],
        ['b', 'a'],
        ['x', 'y'],
        ['y', 'z'],
        ['z', 'x'],
        ['self', 'self'],
      ] as const) {
        expect((await read(by.get(one)))[ENTERPRISE].manager.value).toBe(idOf(by.get(manager)));
      }
      const jobs = await rows<{ kind: string; requestId: string }>('syncJobs');
      expect(jobs).toHaveLength(7);
      expect(new Set(jobs.map(({ requestId }) => requestId)).size).toBe(1);
    });

    it('refuses what refers to nothing, to something refused or to two, and creates none of a circle it cannot', async () => {
      await addUser('taken');
      const managedBy = (bulkId: string, manager: string, data: object = {}) =>
        user(bulkId, { [ENTERPRISE]: { manager: { value: `bulkId:${manager}` } }, ...data });
      const answers = await done([
        managedBy('a', 'nobody'),
        managedBy('b', 'a'),
        { method: 'PATCH', path: '/Users/bulkId:b', data: { Operations: [{ op: 'remove', path: 'title' }] } },
        user('twice'),
        user('twice', { userName: 'twice2' }),
        managedBy('c', 'twice'),
        managedBy('one', 'two'),
        managedBy('two', 'one', { userName: 'TAKEN' }),
        managedBy('left', 'right', { userName: '' }),
        managedBy('right', 'left'),
        user('fine'),
      ]);
      expect(statuses(answers)).toEqual(['400', '409', '409', '400', '400', '409', '409', '409', '400', '409', '201']);
      expect(answers[0]?.response).toMatchObject({
        scimType: 'invalidValue',
        detail: expect.stringContaining('nobody'),
      });
      expect(answers[1]?.response?.detail).toContain('"a"');
      expect(answers[8]?.response?.detail).toContain('userName');
      expect((await client.send('GET', '/Users')).body.totalResults).toBe(2);
    });
  });

  it('keeps the order of operations that concern the same resource or the same name', async () => {
    const bob = await addUser('bob', { emails: [{ value: 'bob@acme.example', type: 'work' }] });
    const rename = (id: string, value: string) => ({
      method: 'PATCH',
      path: `/Users/${id}`,
      data: { Operations: [{ op: 'replace', path: 'userName', value }] },
    });
    const member = (op: string, id: string) => ({
      method: 'PATCH',
      path: '/Groups/bulkId:g',
      data: { Operations: [{ op, path: 'members', value: [{ value: id }] }] },
    });
    const answers = await done([
      user('early', { userName: 'BOB' }),
      rename(bob, 'robert'),
      user('bob'),
      group('g', bob),
      member('remove', bob),
      member('add', bob),
      { method: 'DELETE', path: `/Users/${bob}` },
      member('add', bob),
      user('robert', { emails: [{ value: 'bob@acme.example', type: 'work' }] }),
      rename('bulkId:robert', 'bobby'),
      user('robert2', { userName: 'robert' }),
    ]);
    expect(statuses(answers)).toEqual([
      ...['409', '200', '201', '201', '204', '204', '204', '400', '201', '200', '201'],
    ]);
  });

  it('answers each operation that Bulk does not know, and takes methods and members in any case', async () => {
    const answers = await done([
      { Method: 'post', PATH: '/users', BulkID: 'a', Data: { userName: 'a' } },
      { method: 'POST', path: '/Bulk', bulkId: 'b', data: { Operations: [] } },
      { method: 'POST', path: '/Me', bulkId: 'c', data: {} },
      { method: 'GET', path: '/Users/1' },
      { method: 'POST', path: '/Users', data: { userName: 'without a bulkId' } },
      { method: 'POST', path: '/Users/1', bulkId: 'd', data: { userName: 'd' } },
      { method: 'DELETE', path: '/Users' },
      { method: 'PUT', path: '/Users/1' },
      { method: 'PATCH', path: '/Nowhere/1', data: {} },
      { method: 'PATCH', data: {} },
      'nonsense' as unknown as object,
      { method: 'DELETE', path: '/Users/%' },
    ]);
    expect(statuses(answers)).toEqual([
      ...['201', '400', '400', '400', '400', '405', '405', '400', '404', '400', '400', '404'],
    ]);
    for (const { status, response } of answers.slice(1)) {
      expect(response).toMatchObject({ schemas: [`${MESSAGES}:Error`], status, detail: expect.any(String) });
    }
    for (const body of [{}, [], { Operations: [] }, { Operations: {} }, { failOnErrors: -1, Operations: [{}] }]) {
      expect(await client.send('POST', '/Bulk', body)).toMatchObject({ status: 400, body: { status: '400' } });
    }
    expect(await client.send('GET', '/Bulk')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
  });

  it('leaves a job for each operation that matters and an audit event for every one, told apart by their place', async () => {
    const answer = await bulk([
      user('a', { password: 'secret' }),
      { method: 'PATCH', path: '/Users/bulkId:a', data: { Operations: [{ op: 'add', path: 'title', value: 'T' }] } },
      { method: 'PATCH', path: '/Users/bulkId:a', data: { Operations: [{ op: 'add', path: 'title', value: 'T' }] } },
      { method: 'DELETE', path: '/Users/nobody', bulkId: 'mine' },
      group('g', 'bulkId:a'),
    ]);
    const requestId = answer.headers['x-request-id'];
    const jobs = await rows<{ kind: string; requestId: string; request: { method: string } }>('syncJobs');
    expect(jobs.map(({ kind, requestId: id }) => [kind, id])).toEqual([
      ['user_created', requestId],
      ['group_created', requestId],
    ]);
    expect(jobs[0]?.request).toEqual({
      method: 'POST',
      path: '/Users',
      body: { userName: 'a', password: '[removed]' },
    });
    const events = await rows<{ outcome: string; requestId: string; details: { bulk: object } }>('auditEvents');
    expect(events.map((event) => [event.requestId, event.outcome, event.details.bulk])).toEqual(
      expect.arrayContaining([
        [requestId, 'done', { operation: 1, bulkId: 'a' }],
        [requestId, 'done', { operation: 2 }],
        [requestId, 'unchanged', { operation: 3 }],
        [requestId, 'refused', { operation: 4, bulkId: 'mine' }],
        [requestId, 'done', { operation: 5, bulkId: 'g' }],
      ]),
    );
    expect(events).toHaveLength(5);
  });

  it('holds the removal of the last administrator, person by person, where single requests are rejected', async () => {
    client = await service.connect({ onLastAdministrator: 'reject' });
    const { organization } = client;
    const id = await addUser('last@acme.example');
    const stored = await service.application.database.directoryUsers.get(organization.tenant, id);
    await organization.settle();
    await organization.makeAdministrator(stored?.accountId ?? '');
    expect((await client.send('DELETE', `/Users/${id}`)).status).toBe(409);
    expect(statuses(await done([{ method: 'DELETE', path: `/Users/${id}` }]))).toEqual(['204']);
    await organization.settle();
    expect(await organization.openHolds()).toEqual([stored?.accountId]);
  });

  it('reaches no other connection, not even of the same organization', async () => {
    const id = await addUser('mine');
    const mine = client;
    const { tenant } = mine.organization;
    client = await service.connect({ tenant, name: 'Another' });
    const answers = await done([
      { method: 'PUT', path: `/Users/${id}`, data: { userName: 'theirs' } },
      { method: 'PATCH', path: `/Users/${id}`, data: { Operations: [{ op: 'add', path: 'title', value: 'T' }] } },
      { method: 'DELETE', path: `/Users/${id}` },
      group('g', id),
      user('mine'),
    ]);
    expect(statuses(answers)).toEqual(['404', '404', '404', '400', '201']);
    expect((await mine.send('GET', `/Users/${id}`)).body).toMatchObject({ userName: 'mine', active: true });
  });

  it('is harmless with hostile operations', async () => {
    const deep = `${'{"a:":'.repeat(50)}"bulkId:x"${'}'.repeat(50)}`;
    const quotes = '"\\'.repeat(4_000);
    const hostile = [
      `{"method":"POST","path":"/Users","bulkId":"a","data":${deep}}`,
      `{"method":"POST","path":"/Users","bulkId":"b","data":{"userName":"b","__proto__":{"x":"bulkId:a"},"constructor":{"y":"bulkId:c"}}}`,
      `{"method":"POST","path":"/Users","bulkId":"c","data":{"userName":"c"},"__proto__":{"method":"GET"}}`,
      JSON.stringify({
        method: 'PATCH',
        path: '/Users/bulkId:c',
        data: { Operations: [{ op: 'add', path: `"bulkId:${quotes}`, value: 1 }] },
      }),
      JSON.stringify({
        method: 'POST',
        path: '/Users',
        bulkId: '__proto__',
        data: { userName: 'd', title: 'bulkId:__proto__' },
      }),
      JSON.stringify({ method: 'POST', path: '/Users', bulkId: '\u0000\ud800', data: { userName: 'e\u0000' } }),
      JSON.stringify({ method: 'DELETE', path: '/Users/\u0000\ud800', bulkId: '\u0000' }),
      JSON.stringify({
        method: 'POST',
        path: '/Users',
        bulkId: 'f',
        data: { userName: 'f', x: Array(10_000).fill(0) },
      }),
      JSON.stringify({ method: 5, path: {}, bulkId: [], version: {}, data: 'bulkId:' }),
    ];
    const answer = await client.send('POST', '/Bulk', `{"Operations":[${hostile.join(',')}]}`);
    expect(answer.status).toBe(200);
    expect(statuses(answer.body.Operations)).toEqual(['400', '409', '201', '400', '201', '400', '404', '413', '400']);
    expect(service.application.errors).toEqual([]);
  });
});
