import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from '../../src/application/ports/query.ts';
import { PROVISIONING_SCHEMA } from '../../src/domain/provisioning/own-extension.ts';
import { attribute, declared, HR, schema } from '../support/extension-schema.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const PLACE = 'urn:acme:params:scim:schemas:place:2.0:Group';

const hr = schema([
  attribute('badge', { uniqueness: 'server' }),
  attribute('level', { type: 'integer' }),
  attribute('rate', { type: 'decimal' }),
  attribute('remote', { type: 'boolean' }),
  attribute('startsOn', { type: 'dateTime' }),
  attribute('code', { caseExact: true }),
  attribute('skills', { multiValued: true }),
  attribute('devices', {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value', { uniqueness: 'server' }),
      attribute('kind'),
      attribute('secret', { filterable: false }),
      attribute('primary', { type: 'boolean' }),
    ],
  }),
  attribute('desk', {
    type: 'complex',
    subAttributes: [
      attribute('floor', { type: 'integer' }),
      attribute('room'),
      attribute('lock', { mutability: 'writeOnly', returned: 'never' }),
    ],
  }),
  attribute('notes', { filterable: false }),
  attribute('origin', { mutability: 'immutable' }),
  attribute('score', { mutability: 'readOnly', type: 'integer' }),
  attribute('pin', { mutability: 'writeOnly', returned: 'never' }),
  attribute('photo', { type: 'binary', returned: 'request' }),
  attribute('tag', { returned: 'always' }),
  attribute('hidden', { returned: 'never' }),
]);
const place = schema([attribute('site', { uniqueness: 'server' })], {
  id: PLACE,
  name: 'Place',
  resourceType: 'Group',
});

let service: ScimService;
let client: ScimClient;
let number = 0;

beforeAll(async () => {
  service = await startScimService();
  client = await service.connect(declared(hr, place));
});
afterAll(() => service.close());

const person = async (values: object, of = client) => {
  const userName = `person-${++number}@acme.example`;
  return await of.create('/Users', { userName, [HR]: values });
};
const found = async (filter: string, of = client): Promise<string[]> => {
  const { status, body } = await of.send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
  expect({ status, detail: body.detail }).toEqual({ status: 200, detail: undefined });
  return body.Resources.map(({ id }: { id: string }) => id);
};
const patch = (id: string, ...Operations: object[]) => client.send('PATCH', `/Users/${id}`, { Operations });

describe('discovery', () => {
  it('serves the schemas of the connection in the form of RFC 7643 §7', async () => {
    const { body } = await client.send('GET', `/Schemas/${HR.toUpperCase()}`);
    expect(body).toMatchObject({ id: HR, name: 'HR', meta: { resourceType: 'Schema' } });
    expect(body.meta.location).toBe(`${service.url}/Schemas/${HR}`);
    expect(body.attributes[0]).toEqual({
      name: 'badge',
      type: 'string',
      multiValued: false,
      required: false,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'server',
    });
    const all = await client.send('GET', '/Schemas');
    const ids = all.body.Resources.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining([HR, PLACE]));
    expect(all.body.totalResults).toBe(ids.length);
  });

  it('names them in the resource types they extend', async () => {
    const user = await client.send('GET', '/ResourceTypes/User');
    const group = await client.send('GET', '/ResourceTypes/Group');
    expect(user.body.schemaExtensions).toContainEqual({ schema: HR, required: false });
    expect(group.body.schemaExtensions).toEqual([{ schema: PLACE, required: false }]);
  });

  it('shows nothing of it to a connection of another organization', async () => {
    const stranger = await service.connect();
    expect((await stranger.send('GET', `/Schemas/${HR}`)).status).toBe(404);
    expect(JSON.stringify((await stranger.send('GET', '/ResourceTypes')).body)).not.toContain('acme');
    const user = await person({ badge: 'mine' }, stranger);
    expect(JSON.stringify(user)).not.toContain('badge');
    const { status, body } = await stranger.send('GET', `/Users?filter=${encodeURIComponent(`${HR}:badge eq "mine"`)}`);
    expect([status, body.scimType]).toEqual([400, 'invalidFilter']);
  });
});

describe('values', () => {
  it('are stored, shown under their URN and named in schemas', async () => {
    const values = {
      badge: 'B-1',
      level: 3,
      rate: 1.5,
      remote: true,
      startsOn: '2026-02-01T08:00:00.000Z',
      skills: ['Go', 'Rust'],
      devices: [{ value: 'D-1', kind: 'phone', primary: true }],
      desk: { floor: 2, room: 'N' },
    };
    const user = await person(values);
    expect(user[HR]).toEqual(values);
    expect(user.schemas).toContain(HR);
    expect((await client.send('GET', `/Users/${user.id}`)).body).toEqual(user);
  });

  it('are read in any case, dotted and qualified, and refused when they are of another type', async () => {
    const user = await client.create('/Users', {
      userName: `person-${++number}@acme.example`,
      [HR.toUpperCase()]: { LEVEL: 4, Remote: 'True' },
      [`${HR}:desk.room`]: 'S',
    });
    expect(user[HR]).toEqual({ level: 4, remote: true, desk: { room: 'S' } });
    const wrong = await client.send('POST', '/Users', { userName: 'wrong', [HR]: { level: 'four' } });
    expect(wrong).toMatchObject({ status: 400, body: { status: '400', scimType: 'invalidValue' } });
    expect(wrong.body.detail).toContain(`${HR}:level`);
  });

  it('that are numbers may come as text, where that is exactly a number', async () => {
    const user = await person({ level: '3', rate: '1.5', desk: { floor: '-2' } });
    expect(user[HR]).toEqual({ level: 3, rate: 1.5, desk: { floor: -2 } });
    const path = `${HR}:level`;
    expect((await patch(user.id, { op: 'replace', path, value: '4' })).body[HR].level).toBe(4);
    expect(await found(`${HR}:level eq 4 and id eq "${user.id}"`)).toEqual([user.id]);
    const wrong = ['4.5', '007', ' 4', '4 ', '0x4', '1e2', '9007199254740993', 'NaN', '+4', '1'.repeat(41)];
    for (const level of wrong) {
      const { status, body } = await client.send('POST', '/Users', { userName: 'wrong', [HR]: { level } });
      expect([level, status, body.scimType]).toEqual([level, 400, 'invalidValue']);
    }
    for (const rate of ['1,5', '1.', 'Infinity', '1e999', 'one']) {
      expect((await client.send('POST', '/Users', { userName: 'wrong', [HR]: { rate } })).status).toBe(400);
    }
  });

  it('are filtered and sorted by in the database', async () => {
    const [one, two] = [await person({ level: 71, code: 'Ab', desk: { floor: 9 } }), await person({ level: 72 })];
    expect(await found(`${HR}:level ge 71 and ${HR}:level lt 73`)).toEqual([one.id, two.id]);
    expect(await found(`${HR.toUpperCase()}:CODE eq "Ab"`)).toEqual([one.id]);
    expect(await found(`${HR}:code eq "ab"`)).toEqual([]);
    expect(await found(`${HR}:desk.floor eq 9`)).toEqual([one.id]);
    const order = await client.send(
      'GET',
      `/Users?sortBy=${HR}:level&sortOrder=descending&filter=${encodeURIComponent(`${HR}:level ge 71`)}`,
    );
    expect(order.body.Resources.map(({ id }: { id: string }) => id)).toEqual([two.id, one.id]);
    const search = await client.send('POST', '/Users/.search', { filter: `${HR}:level eq 72`, attributes: [HR] });
    expect(search.body.Resources).toEqual([{ schemas: two.schemas, id: two.id, [HR]: { level: 72 } }]);
    const root = await client.send('POST', '/.search', { filter: `${HR}:level eq 72` });
    expect(root.body.totalResults).toBe(1);
  });

  it('of lists are found by value paths, and by the presence of the extension', async () => {
    const user = await person({ skills: ['Cobol'], devices: [{ value: 'D-2', kind: 'Tablet' }] });
    const bare = await client.create('/Users', { userName: `person-${++number}@acme.example` });
    expect(await found(`${HR}:skills eq "cobol"`)).toEqual([user.id]);
    expect(await found(`${HR}:devices[kind eq "tablet" and value sw "D-"]`)).toEqual([user.id]);
    expect(await found(`${HR} pr and id eq "${user.id}"`)).toEqual([user.id]);
    expect(await found(`not (${HR} pr) and id eq "${bare.id}"`)).toEqual([bare.id]);
    expect(await found(`schemas eq "${HR}" and id eq "${bare.id}"`)).toEqual([]);
  });

  it.each([
    `${HR}:notes eq "x"`,
    `${HR}:notes pr`,
    `${HR}:devices[secret eq "x"]`,
    `${HR}:devices.secret co "x"`,
    `${HR}:hidden eq "x"`,
    `${HR}:pin eq "x"`,
    `${HR}:nothing eq "x"`,
  ])('cannot be asked for by %s', async (filter) => {
    const { status, body } = await client.send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    expect([status, body.scimType]).toEqual([400, 'invalidFilter']);
    if (/notes|secret/.test(filter)) expect(body.detail).toContain('not filterable');
  });

  it('are asked for by presence of the extension a bounded number of times', async () => {
    const filter = encodeURIComponent(Array.from({ length: 11 }, () => `${HR} pr`).join(' or '));
    const { status, body } = await client.send('GET', `/Users?filter=${filter}`);
    expect([status, body.scimType]).toEqual([400, 'invalidFilter']);
  });

  it('that are not filterable cannot be sorted by either', async () => {
    const { status, body } = await client.send('GET', `/Users?sortBy=${HR}:notes`);
    expect([status, body.scimType]).toEqual([400, 'invalidValue']);
    expect(body.detail).toContain('not filterable');
  });

  it('are patched by path, value path and without a path', async () => {
    const { id } = await person({ level: 1, skills: ['a'], devices: [{ value: 'D-3', kind: 'phone' }] });
    const changed = await patch(
      id,
      { op: 'replace', path: `${HR}:level`, value: 2 },
      { op: 'add', path: `${HR.toLowerCase()}:SKILLS`, value: ['b'] },
      { op: 'replace', path: `${HR}:devices[value eq "D-3"].kind`, value: 'watch' },
      { op: 'add', path: `${HR}:desk.room`, value: 'W' },
      { op: 'add', value: { [HR]: { remote: 'false' }, [`${HR}:code`]: 'C' } },
    );
    expect(changed.body[HR]).toEqual({
      level: 2,
      remote: false,
      code: 'C',
      skills: ['a', 'b'],
      devices: [{ value: 'D-3', kind: 'watch' }],
      desk: { room: 'W' },
    });
    const removed = await patch(
      id,
      { op: 'remove', path: `${HR}:skills[value eq "a"]` },
      { op: 'remove', path: `${HR}:desk` },
    );
    expect(removed.body[HR]).toMatchObject({ skills: ['b'] });
    expect(removed.body[HR].desk).toBeUndefined();
    expect((await patch(id, { op: 'add', path: `${HR}:nothing`, value: 1 })).body.scimType).toBe('invalidPath');
  });

  it('are replaced and taken away by PUT', async () => {
    const { id, userName } = await person({ level: 1, remote: true });
    const { body } = await client.send('PUT', `/Users/${id}`, { userName, [HR]: { level: 5 } });
    expect(body[HR]).toEqual({ level: 5 });
    const without = await client.send('PUT', `/Users/${id}`, { userName });
    expect(without.body[HR]).toBeUndefined();
    expect(without.body.schemas).not.toContain(HR);
  });

  it('are written by Bulk operations', async () => {
    const { body } = await client.send('POST', '/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [
        {
          method: 'POST',
          path: '/Users',
          bulkId: 'a',
          data: { userName: 'bulk-a', [HR]: { badge: 'bulk', level: 8 } },
        },
        { method: 'POST', path: '/Users', bulkId: 'b', data: { userName: 'bulk-b', [HR]: { badge: 'BULK' } } },
      ],
    });
    expect(body.Operations.map(({ status }: { status: string }) => status).sort()).toEqual(['201', '409']);
  });

  it('that are unique pass from one to another within a Bulk request, in its order', async () => {
    const [one, two] = [await person({ badge: 'passed-on' }), await person({ badge: 'other' })];
    const set = (id: string, value: string) => ({
      method: 'PATCH',
      path: `/Users/${id}`,
      data: { Operations: [{ op: 'replace', path: `${HR}:badge`, value }] },
    });
    for (let round = 0; round < 5; round++) {
      const [from, to] = round % 2 === 0 ? [one, two] : [two, one];
      const { body } = await client.send('POST', '/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: [set(from.id, `free-${round}`), set(to.id, 'passed-on')],
      });
      expect(body.Operations.map(({ status }: { status: string }) => status)).toEqual(['200', '200']);
    }
  });

  it('of groups work alike', async () => {
    const group = await client.create('/Groups', { displayName: 'Site A', [PLACE]: { site: 'A' } });
    expect(group[PLACE]).toEqual({ site: 'A' });
    const filter = encodeURIComponent(`${PLACE}:site eq "a"`);
    expect((await client.send('GET', `/Groups?filter=${filter}`)).body.totalResults).toBe(1);
    const again = await client.send('POST', '/Groups', { displayName: 'Site B', [PLACE]: { site: 'a' } });
    expect([again.status, again.body.scimType]).toEqual([409, 'uniqueness']);
    await client.send('PATCH', `/Groups/${group.id}`, {
      Operations: [{ op: 'replace', path: `${PLACE}:site`, value: 'C' }],
    });
    expect((await client.send('POST', '/Groups', { displayName: 'Site B', [PLACE]: { site: 'a' } })).status).toBe(201);
    await client.send('DELETE', `/Groups/${group.id}`);
    expect((await client.send('POST', '/Groups', { displayName: 'Site C', [PLACE]: { site: 'c' } })).status).toBe(201);
  });
});

describe('returned', () => {
  it('is honoured with and without attributes and excludedAttributes', async () => {
    const { id } = await person({ level: 1, tag: 't', photo: 'YQ==', hidden: 'h', pin: '1234' });
    const get = async (query = '') => (await client.send('GET', `/Users/${id}${query}`)).body[HR];
    expect(await get()).toEqual({ level: 1, tag: 't' });
    expect(await get(`?attributes=${HR}:photo`)).toEqual({ photo: 'YQ==', tag: 't' });
    expect(await get(`?attributes=${HR}`)).toEqual({ level: 1, photo: 'YQ==', tag: 't' });
    expect(await get('?attributes=userName')).toEqual({ tag: 't' });
    expect(await get(`?excludedAttributes=${HR}:tag,${HR}:level`)).toEqual({ tag: 't' });
    expect(await get(`?excludedAttributes=${HR}`)).toEqual({ tag: 't' });
  });

  it('never shows, nor keeps, what is write-only', async () => {
    const { id } = await person({ pin: '1234', desk: { room: 'N', lock: '1234' } });
    await patch(
      id,
      { op: 'add', path: `${HR}:desk.lock`, value: '1234' },
      { op: 'add', path: HR, value: { pin: '1234' } },
    );
    const [stored] = await service.application.database.directoryUsers.find(client.organization.tenant, {
      where: eq('id', id),
    });
    expect(JSON.stringify(stored)).not.toContain('1234');
  });
});

describe('a PUT of what a GET showed', () => {
  const shy = schema([
    attribute('level', { type: 'integer' }),
    attribute('photo', { returned: 'request', required: true }),
    attribute('hidden', { returned: 'never', uniqueness: 'server' }),
    attribute('desk', {
      type: 'complex',
      subAttributes: [attribute('room'), attribute('code', { returned: 'request' })],
    }),
    attribute('keys', {
      type: 'complex',
      multiValued: true,
      subAttributes: [attribute('value'), attribute('kind'), attribute('pin', { returned: 'never' })],
    }),
  ]);
  const values = {
    level: 1,
    photo: 'p',
    hidden: 'h',
    desk: { room: 'N', code: 'c' },
    keys: [{ value: 'a', kind: 'x', pin: '1' }, { kind: 'y', pin: '2' }, { value: 'c' }],
  };
  let quiet: ScimClient;
  beforeAll(async () => {
    quiet = await service.connect(declared(shy));
  });
  const stored = async (userId: string) =>
    (await service.application.database.directoryUsers.get(quiet.organization.tenant, userId))?.attributes[HR];
  const put = async (id: string, change: (extension: Record<string, unknown>) => unknown) => {
    const { body } = await quiet.send('GET', `/Users/${id}`);
    return await quiet.send('PUT', `/Users/${id}`, { ...body, [HR]: change(body[HR]) });
  };

  it('erases nothing the client was not shown', async () => {
    const { id } = await person({ ...values, hidden: `h-${number + 1}` }, quiet);
    const whole = await stored(id);
    const version = (await quiet.send('GET', `/Users/${id}`)).headers.etag;
    const same = await put(id, (extension) => extension);
    expect([same.status, same.headers.etag]).toEqual([200, version]);
    expect(await stored(id)).toEqual(whole);
    expect((await put(id, (extension) => ({ ...extension, level: 2, photo: 'q' }))).status).toBe(200);
    expect(await stored(id)).toEqual({ ...(whole as object), level: 2, photo: 'q' });
    const unaware = await quiet.send('PUT', `/Users/${id}`, { userName: same.body.userName });
    expect([unaware.status, unaware.body[HR]?.level]).toEqual([200, undefined]);
    expect(await stored(id)).toEqual({ photo: 'q', hidden: `h-${number}`, desk: { code: 'c' } });
  });

  it('keeps what belongs to elements of a list with them', async () => {
    const { id } = await person({ ...values, hidden: `h-${number + 1}` }, quiet);
    await put(id, (extension) => ({ ...extension, keys: [{ kind: 'y' }, { value: 'a', kind: 'z' }, { value: 'n' }] }));
    expect(await stored(id)).toMatchObject({
      keys: [{ kind: 'y', pin: '2' }, { value: 'a', kind: 'z', pin: '1' }, { value: 'n' }],
    });
    await put(id, (extension) => ({ ...extension, keys: [{ value: 'a', pin: null }] }));
    expect(await stored(id)).toMatchObject({ keys: [{ value: 'a' }] });
    expect(JSON.stringify(await stored(id))).not.toContain('pin');
  });

  it('erases what it says there is nothing of', async () => {
    const { id, userName } = await person({ ...values, hidden: `h-${number + 1}` }, quiet);
    await put(id, (extension) => ({ ...extension, hidden: null, desk: { room: 'S', code: null } }));
    expect(await stored(id)).toMatchObject({ photo: 'p', desk: { room: 'S' } });
    expect(JSON.stringify(await stored(id))).not.toMatch(/hidden|code/);
    const required = await put(id, (extension) => ({ ...extension, photo: null }));
    expect([required.status, required.body.detail]).toEqual([400, `${HR}:photo is required`]);
    expect((await quiet.send('PUT', `/Users/${id}`, { userName, [HR]: null })).status).toBe(200);
    expect(await stored(id)).toBeUndefined();
  });

  it('of a group erases as little', async () => {
    const sites = await service.connect(
      declared(
        schema([attribute('site'), attribute('note', { returned: 'never' })], { id: PLACE, resourceType: 'Group' }),
      ),
    );
    const { id } = await sites.create('/Groups', { displayName: 'Site', [PLACE]: { site: 'A', note: 'n' } });
    const { body } = await sites.send('GET', `/Groups/${id}`);
    expect(body[PLACE]).toEqual({ site: 'A' });
    await sites.send('PUT', `/Groups/${id}`, { ...body, displayName: 'Site B' });
    const group = await service.application.database.directoryGroups.get(sites.organization.tenant, id);
    expect(group?.attributes[PLACE]).toEqual({ site: 'A', note: 'n' });
  });
});

describe('mutability', () => {
  it('keeps what is immutable once it is set', async () => {
    const { id, userName } = await person({ level: 1 });
    expect((await patch(id, { op: 'add', path: `${HR}:origin`, value: 'DE' })).body[HR].origin).toBe('DE');
    for (const answer of [
      await patch(id, { op: 'replace', path: `${HR}:origin`, value: 'FR' }),
      await patch(id, { op: 'remove', path: `${HR}:origin` }),
      await client.send('PUT', `/Users/${id}`, { userName, [HR]: { origin: 'FR' } }),
    ]) {
      expect([answer.status, answer.body.scimType]).toEqual([400, 'mutability']);
    }
    const { body } = await client.send('PUT', `/Users/${id}`, { userName, [HR]: { level: 2 } });
    expect(body[HR]).toEqual({ level: 2, origin: 'DE' });
  });

  it('passes over what is read-only, and refuses a path to it', async () => {
    const { id, [HR]: values } = await person({ level: 1, score: 9 });
    expect(values).toEqual({ level: 1 });
    expect((await patch(id, { op: 'replace', path: `${HR}:score`, value: 9 })).body.scimType).toBe('mutability');
  });
});

describe('required', () => {
  it('is asked of new resources and of changes of the extension, and never keeps a leaver', async () => {
    const strict = await service.connect(
      declared(schema([attribute('centre', { required: true }), attribute('floor')], { required: true })),
    );
    const type = await strict.send('GET', '/ResourceTypes/User');
    expect(type.body.schemaExtensions).toContainEqual({ schema: HR, required: true });
    const without = await strict.send('POST', '/Users', { userName: 'a' });
    expect([without.status, without.body.scimType]).toEqual([400, 'invalidValue']);
    const half = await strict.send('POST', '/Users', { userName: 'a', [HR]: { floor: '2' } });
    expect([half.status, half.body.detail]).toEqual([400, `${HR}:centre is required`]);
    const { id } = await strict.create('/Users', { userName: 'a', [HR]: { centre: '7', floor: '2' } });
    const Operations = [{ op: 'remove', path: `${HR}:centre` }];
    expect((await strict.send('PATCH', `/Users/${id}`, { Operations })).status).toBe(400);
    const all = [{ op: 'remove', path: HR }];
    expect((await strict.send('PATCH', `/Users/${id}`, { Operations: all })).status).toBe(400);
    expect((await strict.send('PUT', `/Users/${id}`, { userName: 'a' })).status).toBe(400);
    expect((await strict.send('PUT', `/Users/${id}`, { userName: 'a', active: false })).body.active).toBe(false);
  });

  it('does not keep a leaver whose extension a PATCH touches, too', async () => {
    const early = await service.connect(declared(schema([attribute('floor')])));
    const { id } = await person({ floor: '1' }, early);
    service.change(early, declared(schema([attribute('floor'), attribute('centre', { required: true })])));
    const Operations = [
      { op: 'replace', path: `${HR}:floor`, value: '2' },
      { op: 'replace', path: 'active', value: false },
    ];
    const { body } = await early.send('PATCH', `/Users/${id}`, { Operations });
    expect(body).toMatchObject({ active: false, [HR]: { floor: '2' } });
  });

  it('does not keep a leaver whose termination date has come', async () => {
    const strict = await service.connect(
      declared(schema([attribute('centre', { required: true })], { required: true })),
    );
    const ended = (date: string) => ({ [PROVISIONING_SCHEMA]: { terminationDate: date } });
    const [past, ahead] = [ended('2020-01-01T00:00:00Z'), ended('9000-01-01T00:00:00Z')];
    const { id, userName } = await person({ centre: '7' }, strict);
    expect((await strict.send('PUT', `/Users/${id}`, { userName, active: true, ...ahead })).status).toBe(400);
    const left = await strict.send('PUT', `/Users/${id}`, { userName, active: true, ...past });
    expect([left.status, left.body.active]).toEqual([200, false]);
    const again = await strict.send('PUT', `/Users/${id}`, { userName, active: true, title: 'Dr' });
    expect([again.status, again.body.active]).toEqual([200, false]);
    const born = await strict.send('POST', '/Users', { userName: 'gone already', active: true, ...past });
    expect([born.status, born.body.active]).toEqual([201, false]);
    const other = await person({ centre: '7' }, strict);
    const Operations = [
      { op: 'remove', path: HR },
      { op: 'add', value: past },
    ];
    const patched = await strict.send('PATCH', `/Users/${other.id}`, { Operations });
    expect([patched.status, patched.body.active]).toEqual([200, false]);
  });

  it('leaves alone who was there before it was', async () => {
    const early = await service.connect(declared(schema([attribute('floor')])));
    const { id } = await person({ floor: '1' }, early);
    service.change(early, declared(schema([attribute('floor'), attribute('centre', { required: true })])));
    const off = [{ op: 'replace', path: 'active', value: false }];
    expect((await early.send('PATCH', `/Users/${id}`, { Operations: off })).body.active).toBe(false);
    const on = [{ op: 'replace', path: 'active', value: true }];
    expect((await early.send('PATCH', `/Users/${id}`, { Operations: on })).body.active).toBe(true);
    const touched = [{ op: 'replace', path: `${HR}:floor`, value: '2' }];
    const whole = [{ op: 'add', value: { [HR]: { centre: '7' } } }];
    expect((await early.send('PATCH', `/Users/${id}`, { Operations: whole })).status).toBe(200);
    const gone = await early.send('PATCH', `/Users/${id}`, { Operations: [{ op: 'remove', path: HR }] });
    expect([gone.status, gone.body[HR]]).toEqual([200, undefined]);
    expect((await early.send('PATCH', `/Users/${id}`, { Operations: touched })).body.detail).toContain(
      'centre is required',
    );
  });
});

describe('uniqueness', () => {
  it('is 409 naming what may be meant, ignores case, and frees what is let go', async () => {
    const { id, userName } = await person({ badge: 'Unique-1' });
    const taken = await client.send('POST', '/Users', { userName: 'another', [HR]: { badge: 'UNIQUE-1' } });
    expect([taken.status, taken.body.scimType]).toEqual([409, 'uniqueness']);
    expect(taken.body.detail).toContain(`${HR}:badge`);
    expect((await client.send('PUT', `/Users/${id}`, { userName, [HR]: { badge: 'unique-1' } })).status).toBe(200);
    await patch(id, { op: 'replace', path: `${HR}:badge`, value: 'Unique-2' });
    const next = await person({ badge: 'Unique-1', devices: [{ value: 'shared' }] });
    const device = await patch(id, { op: 'add', path: `${HR}:devices`, value: [{ value: 'SHARED' }] });
    expect(device.status).toBe(409);
    await client.send('DELETE', `/Users/${next.id}`);
    expect((await patch(id, { op: 'add', path: `${HR}:devices`, value: [{ value: 'SHARED' }] })).status).toBe(200);
  });

  it('holds when many ask for one value at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        client.send('POST', '/Users', { userName: `racer-${index}`, [HR]: { badge: 'race' } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 11 }, () => 409)]);
    expect(await found(`${HR}:badge eq "race"`)).toHaveLength(1);
  });
});

describe('a schema that is declared no longer', () => {
  it('is tolerated like any unknown one, keeps its values out of sight, and shows them when it is back', async () => {
    const fickle = await service.connect(declared(schema([attribute('floor'), attribute('room')])));
    const { id, userName } = await person({ floor: '1', room: '2' }, fickle);
    service.change(fickle, declared(schema([attribute('floor')])));
    expect((await fickle.send('GET', `/Users/${id}`)).body[HR]).toEqual({ floor: '1' });
    service.change(fickle, declared());
    expect((await fickle.send('GET', `/Users/${id}`)).body.schemas).not.toContain(HR);
    const put = await fickle.send('PUT', `/Users/${id}`, { userName, title: 'Dr', [HR]: { floor: '9' } });
    expect([put.status, put.body[HR]]).toEqual([200, undefined]);
    service.change(fickle, declared(schema([attribute('floor'), attribute('room', { type: 'integer' })])));
    const { body } = await fickle.send('GET', `/Users/${id}`);
    expect([body.title, body[HR]]).toEqual(['Dr', { floor: '1' }]);
  });
});
