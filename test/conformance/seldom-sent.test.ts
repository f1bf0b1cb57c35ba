import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attribute, declared, HR, schema } from '../support/extension-schema.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

const hr = schema([
  attribute('origin', { mutability: 'immutable' }),
  attribute('oaths', { mutability: 'immutable', multiValued: true }),
  attribute('link', { type: 'reference', referenceTypes: ['external'] }),
  attribute('seal', { type: 'binary' }),
  attribute('desk', {
    type: 'complex',
    subAttributes: [
      attribute('mark', { mutability: 'immutable' }),
      attribute('floor', { type: 'integer' }),
      attribute('tags', { multiValued: true }),
    ],
  }),
  attribute('box', {
    type: 'complex',
    subAttributes: [
      attribute('number', { mutability: 'immutable' }),
      attribute('place', { required: true }),
      attribute('note'),
    ],
  }),
  attribute('lists', {
    type: 'complex',
    multiValued: true,
    subAttributes: [attribute('value', { type: 'integer' }), attribute('type', { type: 'integer' })],
  }),
]);

let service: ScimService;
let client: ScimClient;
let number = 0;

beforeAll(async () => {
  service = await startScimService();
  client = await service.connect(declared(hr));
});
afterAll(() => service.close());

const person = async (values: object = {}) => {
  const userName = `seldom-${++number}@acme.example`;
  const { status, body } = await client.send('POST', '/Users', { schemas: [USER], userName, ...values });
  expect(status).toBe(201);
  return { path: `/Users/${body.id}`, id: body.id as string, userName };
};
const patch = (path: string, ...Operations: object[]) => client.send('PATCH', path, { Operations });

describe('PUT of what cannot be taken away', () => {
  it('keeps an immutable sub-attribute a client leaves out, and with it what is required beside it', async () => {
    const { path, userName } = await person({
      [HR]: { desk: { mark: 'q', floor: 1 }, box: { number: '7', place: 'left', note: 'n' } },
    });
    const off = await client.send('PUT', path, { schemas: [USER], userName, active: false });
    expect(off.status).toBe(200);
    expect(off.body).toMatchObject({ active: false });
    expect(off.body[HR]).toEqual({ desk: { mark: 'q' }, box: { number: '7', place: 'left', note: 'n' } });

    const moved = await client.send('PUT', path, { userName, [HR]: { desk: { floor: 2 }, box: { place: 'right' } } });
    expect(moved.body[HR]).toEqual({ desk: { mark: 'q', floor: 2 }, box: { number: '7', place: 'right' } });
    const other = await client.send('PUT', path, { userName, [HR]: { desk: { mark: 'other' } } });
    expect(other).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
  });

  it('takes an immutable value in another case or order for the one there is, and keeps it', async () => {
    const immutable = { origin: 'Berlin', oaths: ['a', 'B'] };
    const { path, userName } = await person({ [HR]: immutable });
    const put = await client.send('PUT', path, { userName, [HR]: { origin: 'BERLIN', oaths: ['b', 'A'] } });
    expect(put).toMatchObject({ status: 200, body: { [HR]: immutable } });
    const patched = await patch(path, { op: 'replace', path: `${HR}:origin`, value: 'berlin' });
    expect(patched).toMatchObject({ status: 200, body: { [HR]: immutable } });
    expect(await client.send('PUT', path, { userName, [HR]: { oaths: ['a'] } })).toMatchObject({ status: 400 });
  });
});

describe('PATCH of several values within one', () => {
  it('adds to them, and removes some of them by value or filter', async () => {
    const { path } = await person({ [HR]: { desk: { floor: 1, tags: ['a', 'b'] } } });
    const tags = async () => (await client.send('GET', path)).body[HR]?.desk?.tags;
    await patch(path, { op: 'add', path: `${HR}:desk.tags`, value: ['c', 'A'] });
    expect(await tags()).toEqual(['a', 'b', 'c']);
    await patch(path, { op: 'add', path: `${HR}:desk`, value: { tags: ['d'] } });
    expect(await tags()).toEqual(['a', 'b', 'c', 'd']);
    await patch(path, { op: 'remove', path: `${HR}:desk.tags`, value: ['A'] });
    expect(await tags()).toEqual(['b', 'c', 'd']);
    await patch(path, { op: 'remove', path: `${HR}:desk.tags[value eq "b"]` });
    expect(await tags()).toEqual(['c', 'd']);
    await patch(path, { op: 'replace', path: `${HR}:desk.tags[value eq "c"]`, value: 'e' });
    expect(await tags()).toEqual(['e', 'd']);
    await patch(path, { op: 'replace', path: `${HR}:desk`, value: { tags: [] } });
    expect((await client.send('GET', path)).body[HR]).toEqual({ desk: { floor: 1 } });
  });

  it('says mutability to whoever removes what is required', async () => {
    const { path } = await person({ [HR]: { box: { place: 'left' } } });
    for (const operation of [
      { op: 'remove', path: `${HR}:box.place` },
      { op: 'replace', path: `${HR}:box.place`, value: null },
    ]) {
      expect(await patch(path, operation)).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
    }
    expect((await client.send('GET', path)).body[HR]).toEqual({ box: { place: 'left' } });
  });

  it('tells elements apart by a type that is no text', async () => {
    const { path } = await person({ [HR]: { lists: [{ value: 1, type: 1 }] } });
    await patch(path, { op: 'add', path: `${HR}:lists`, value: [{ value: 1, type: 2 }] });
    await patch(path, { op: 'remove', path: `${HR}:lists`, value: [{ value: 1, type: 9 }] });
    expect((await client.send('GET', path)).body[HR]).toEqual({
      lists: [
        { value: 1, type: 1 },
        { value: 1, type: 2 },
      ],
    });
  });
});

it('changes nothing when what is added is there in another case (RFC 7644 §3.5.2.1)', async () => {
  const emails = [{ value: 'ana@x.example', type: 'work' }];
  const { path } = await person({ emails });
  const before = await client.send('GET', path);
  const after = await patch(path, { op: 'add', path: 'emails', value: [{ value: 'ANA@X.example', type: 'work' }] });
  expect(after.body.emails).toEqual(emails);
  expect(after.body.meta).toEqual(before.body.meta);
});

it('leaves no element twice when all get the same sub-attribute (RFC 7643 §2.4)', async () => {
  const { path } = await person({
    phoneNumbers: [
      { value: '1', type: 'work' },
      { value: '1', type: 'home' },
    ],
  });
  const { body } = await patch(path, { op: 'replace', path: 'phoneNumbers.type', value: 'work' });
  expect(body.phoneNumbers).toEqual([{ value: '1', type: 'work' }]);
});

it('passes over what a value mentions in brackets and nobody here knows', async () => {
  for (const key of [
    'urn:acme:other:2.0:User:tags[type eq "x"].value',
    'foo[type eq "x"].value',
    'emails[type eq "x"].foo',
  ]) {
    const { path } = await person();
    const { status, body } = await patch(path, { op: 'replace', value: { active: false, [key]: '1' } });
    expect({ key, status, active: body.active }).toEqual({ key, status: 200, active: false });
  }
});

it('unassigns a manager whose id is empty', async () => {
  const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
  const { path } = await person({ [ENTERPRISE]: { manager: { value: '7' }, department: 'IT' } });
  const { body } = await patch(path, { op: 'replace', path: `${ENTERPRISE}:manager`, value: { value: '' } });
  expect(body[ENTERPRISE]).toEqual({ department: 'IT' });
});

it('refuses a bulk version that is no text, and carries nothing out', async () => {
  const { path } = await person();
  const { body } = await client.send('POST', '/Bulk', { Operations: [{ method: 'DELETE', path, version: 9 }] });
  expect(body.Operations).toMatchObject([{ status: '400', response: { scimType: 'invalidValue' } }]);
  expect((await client.send('GET', path)).status).toBe(200);
});

describe('members of a group', () => {
  it('are taken where a client nests them under the URN of the schema, and under names in any case', async () => {
    const { id } = await person();
    const members = [{ value: id }];
    const displayName = `Seldom ${++number}`;
    const { body } = await client.send('POST', '/Groups', { displayName, members: [{ VALUE: id }] });
    expect(body.members).toMatchObject(members);
    const path = `/Groups/${body.id}`;
    const nested = await client.send('PUT', path, { [GROUP]: { displayName, members } });
    expect(nested.body.members).toMatchObject(members);
    await patch(path, { op: 'Remove', path: 'members', value: [{ Value: id }] });
    expect((await client.send('GET', path)).body.members ?? []).toEqual([]);
    await patch(path, { op: 'Add', path: 'members', value: [{ $REF: `../Users/${id}` }] });
    expect((await client.send('GET', path)).body.members).toMatchObject(members);
    expect((await client.send('GET', `${path}?attributes=members.display`)).body.members).toEqual([]);
  });
});

it('announces case as it compares (RFC 7643 §2.3.6, §2.3.7)', async () => {
  const { body } = await client.send('GET', `/Schemas/${HR}`);
  const cases = Object.fromEntries(
    (body.attributes as { name: string; caseExact: boolean }[]).map(({ name, caseExact }) => [name, caseExact]),
  );
  expect(cases).toMatchObject({ link: true, seal: true, origin: false });
});

it('takes only what is base64 for binary', async () => {
  for (const seal of ['a', '\n', 'YWJj\nYWJ']) {
    const { status } = await client.send('POST', '/Users', { userName: `seal-${++number}`, [HR]: { seal } });
    expect({ seal, status }).toEqual({ seal, status: seal.length > 2 ? 201 : 400 });
  }
});
