import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import supertest from 'supertest';
import { createConnectionTokenAuthentication } from '../../src/application/connections/authenticate-connection-token.ts';
import { createScimRouter } from '../../src/scim/scim-router.ts';
import { directory } from '../conformance/scim-service.ts';
import { HR } from '../support/extension-schema.ts';
import { type ApiFixture, openApiFixture, type SignedIn } from './api-fixture.ts';

let api: ApiFixture;
let admin: SignedIn;
/** Another process, which learns of changes by reading the connection anew. */
let elsewhere: express.Express;

beforeAll(async () => {
  api = await openApiFixture();
  admin = await api.firstAdministrator();
  await api.call('createOrganization', { body: { name: 'Acme', slug: 'acme' } }, admin);
  const { authenticateConnectionToken } = createConnectionTokenAuthentication(api.app);
  const quiet = () => {};
  elsewhere = express().use(
    '/scim/v2',
    createScimRouter({
      application: api.app,
      directory,
      authenticate: authenticateConnectionToken,
      baseUrl: () => 'https://holdfast.example/scim/v2',
      log: { info: quiet, warn: quiet, error: quiet },
    }),
  );
});
afterAll(() => api.close());

let connections = 0;
async function connect() {
  const body = { type: 'generic', name: `Connection ${++connections}` };
  const created = await api.call('createConnection', { params: { organization: 'acme' }, body }, admin);
  const params = { organization: 'acme', connectionId: created.connection.id };
  const scim = (method: 'get' | 'post' | 'put', path: string, content?: object) => {
    const test = supertest(elsewhere)[method](`/scim/v2${path}`).set('authorization', `Bearer ${created.token.token}`);
    return content ? test.send(content).type('json') : test;
  };
  return { params, scim, one: { ...params, schemaId: HR } };
}
type Connected = Awaited<ReturnType<typeof connect>>;

const declare = ({ params }: Connected, attributes: object[], more: object = {}) =>
  api.call('declareExtensionSchema', { params, body: { id: HR, name: 'HR', attributes, ...more } }, admin);
const change = ({ one }: Connected, body: object) => api.call('changeExtensionSchema', { params: one, body }, admin);
/** Longer than any process goes by what it read. */
const settle = () => api.pass(5_000);
const audited = async () =>
  (await api.call('listAuditEvents', { params: { organization: 'acme' }, query: { limit: 2 } }, admin)).items;

describe('an extension schema', () => {
  it('is taken as RFC 7643 §7 writes it, and served by its connection alone', async () => {
    const [okta, other] = [await connect(), await connect()];
    await okta.scim('get', '/Schemas');
    const created = await declare(
      okta,
      [{ name: 'badge', type: 'string', canonicalValues: [], uniqueness: 'server', subAttributes: [] }],
      { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'], meta: { resourceType: 'Schema' } },
    );
    expect(created.attributes).toEqual([
      {
        name: 'badge',
        type: 'string',
        multiValued: false,
        required: false,
        caseExact: false,
        mutability: 'readWrite',
        returned: 'default',
        uniqueness: 'server',
        filterable: true,
      },
    ]);
    settle();
    expect((await okta.scim('get', `/Schemas/${HR}`)).status).toBe(200);
    expect((await other.scim('get', `/Schemas/${HR}`)).status).toBe(404);
    expect((await api.call('listExtensionSchemas', { params: okta.params }, admin)).items).toEqual([created]);
    expect((await api.call('listExtensionSchemas', { params: other.params }, admin)).items).toEqual([]);
    await api.fail('getExtensionSchema', { params: other.one }, admin, 404);
    const again = { params: okta.params, body: { id: HR.toUpperCase(), name: 'Again', attributes: [{ name: 'x' }] } };
    await api.fail('declareExtensionSchema', again, admin, 409);
    expect((await audited())[0]).toMatchObject({
      action: 'connection.schema_declared',
      target: { id: okta.params.connectionId },
      details: { schema: HR, added: ['badge'], removed: [] },
    });
  });

  it('of the same URN on two connections of one organization keeps their values apart', async () => {
    const [okta, other] = [await connect(), await connect()];
    for (const one of [okta, other]) await declare(one, [{ name: 'badge', uniqueness: 'server' }]);
    for (const [index, one] of [okta, other].entries()) {
      const body = { userName: `same-${index}@acme.example`, [HR]: { badge: 'same' } };
      expect((await one.scim('post', '/Users', body)).status).toBe(201);
    }
  });

  it.each([
    ['no URN', { id: 'hr' }, 'body.id'],
    ['a URN of the standard', { id: 'urn:ietf:params:scim:schemas:core:2.0:User' }, 'body.id'],
    ['a URN that begins like another', { id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0' }, 'body.id'],
    ['no attributes', { attributes: [] }, 'body.attributes'],
    ['a name twice', { attributes: [{ name: 'a' }, { name: 'A' }] }, 'body.attributes.1.name'],
    ['a name of the language', { attributes: [{ name: 'constructor' }] }, 'body.attributes.0.name'],
    ['a type nobody knows', { attributes: [{ name: 'a', type: 'text' }] }, 'body.attributes.0.type'],
    ['a complex one of nothing', { attributes: [{ name: 'a', type: 'complex' }] }, 'body.attributes.0.subAttributes'],
    [
      'uniqueness over all connections',
      { attributes: [{ name: 'a', uniqueness: 'global' }] },
      'body.attributes.0.uniqueness',
    ],
    [
      'a unique boolean',
      { attributes: [{ name: 'a', type: 'boolean', uniqueness: 'server' }] },
      'body.attributes.0.uniqueness',
    ],
  ])('with %s is refused by name', async (_what, wrong, path) => {
    const { params } = await connect();
    const body = { id: HR, name: 'HR', attributes: [{ name: 'a' }], ...wrong };
    const problem = await api.fail('declareExtensionSchema', { params, body }, admin, 400);
    expect(problem.errors?.map((error) => error.path)).toContain(path);
    expect((await api.call('listExtensionSchemas', { params }, admin)).items).toEqual([]);
  });
});

describe('a change of an extension schema', () => {
  it('adds attributes at any time, in every process', async () => {
    const okta = await connect();
    await declare(okta, [{ name: 'floor' }]);
    await okta.scim('post', '/Users', { userName: 'add@acme.example', [HR]: { floor: '1', room: '2' } }).expect(201);
    await change(okta, { name: 'People', attributes: [{ name: 'floor' }, { name: 'room' }] });
    settle();
    const body = { userName: 'added@acme.example', [HR]: { room: '2' } };
    expect((await okta.scim('post', '/Users', body)).body[HR]).toEqual({ room: '2' });
    expect((await okta.scim('get', `/Schemas/${HR}`)).body.name).toBe('People');
    const same = await change(okta, { name: 'People' });
    expect(same.recordsChanged).toBe(0);
    expect((await audited())[0]).toMatchObject({ action: 'connection.schema_changed', outcome: 'unchanged' });
  });

  it('is refused while stored values contradict it, saying how many', async () => {
    const okta = await connect();
    await declare(okta, [{ name: 'floor' }, { name: 'room' }]);
    await okta.scim('post', '/Users', { userName: 'type@acme.example', [HR]: { floor: '1' } }).expect(201);
    const refused = async (attributes: object[]) =>
      (await api.fail('changeExtensionSchema', { params: okta.one, body: { attributes } }, admin, 409)).detail;
    expect(await refused([{ name: 'floor', type: 'integer' }, { name: 'room' }])).toContain('1 user has a value of it');
    expect(await refused([{ name: 'floor', multiValued: true }, { name: 'room' }])).toContain(`${HR}:floor`);
    expect(await refused([{ name: 'floor', uniqueness: 'server' }, { name: 'room' }])).toContain('unique');
    expect(await refused([{ name: 'Floor' }, { name: 'room' }])).toContain(
      `${HR}:floor cannot be written in another case`,
    );
    await change(okta, { attributes: [{ name: 'floor' }, { name: 'Room', type: 'integer', uniqueness: 'server' }] });
    await api.fail('changeExtensionSchema', { params: okta.one, body: { resourceType: 'Group' } }, admin, 400);
  });

  it('keeps values of what is left out, or deletes them, and says of how many first', async () => {
    const okta = await connect();
    await declare(okta, [{ name: 'floor', uniqueness: 'server' }, { name: 'room' }]);
    const first = await okta.scim('post', '/Users', { userName: 'k1@acme.example', [HR]: { floor: '1', room: '2' } });
    await okta.scim('post', '/Users', { userName: 'k2@acme.example', [HR]: { room: '3' } });
    const usage = async (attribute?: string[]) =>
      (await api.call('countExtensionValues', { params: okta.one, query: { ...(attribute && { attribute }) } }, admin))
        .records;
    expect([await usage(), await usage(['floor']), await usage(['floor', 'room'])]).toEqual([2, 1, 2]);

    await change(okta, { attributes: [{ name: 'floor', uniqueness: 'server' }] });
    await change(okta, { attributes: [{ name: 'floor', uniqueness: 'server' }, { name: 'room' }] });
    settle();
    const shown = async () => (await okta.scim('get', `/Users/${first.body.id}`)).body[HR];
    expect(await shown()).toEqual({ floor: '1', room: '2' });

    const deleted = await change(okta, { attributes: [{ name: 'room' }], removedValues: 'delete' });
    expect(deleted.recordsChanged).toBe(1);
    await change(okta, { attributes: [{ name: 'floor', type: 'integer', uniqueness: 'server' }, { name: 'room' }] });
    settle();
    expect(await shown()).toEqual({ room: '2' });
    const { items } = await api.call(
      'listAuditEvents',
      { params: { organization: 'acme' }, query: { limit: 3 } },
      admin,
    );
    expect(items.find(({ action }) => action === 'connection.schema_values_deleted')?.details).toEqual({
      values: [`${HR}:floor`],
      records: 1,
    });
  });

  it('keeps to the spelling that values are stored under, so that none are left behind', async () => {
    const okta = await connect();
    const room = (name: string, sub: string) => ({ name, type: 'complex', subAttributes: [{ name: sub }] });
    await declare(okta, [{ name: 'note' }, { name: 'floor' }, room('desk', 'room')]);
    const body = { userName: 'case@acme.example', [HR]: { note: 'n', floor: '1', desk: { room: '2' } } };
    const { id } = (await okta.scim('post', '/Users', body)).body;
    const shown = async () => {
      settle();
      return (await okta.scim('get', `/Users/${id}`)).body;
    };
    await change(okta, { attributes: [{ name: 'floor' }] });
    for (const attribute of [{ name: 'Note' }, room('DESK', 'room'), room('desk', 'Room')]) {
      const refused = { params: okta.one, body: { attributes: [{ name: 'floor' }, attribute] } };
      const { detail } = await api.fail('changeExtensionSchema', refused, admin, 409);
      expect(detail).toMatch(/(?::note|:desk|:desk\.room) cannot be written in another case while 1 user has a value/);
    }
    const remove = async (values: string) =>
      (await api.call('removeExtensionSchema', { params: okta.one, query: { values } }, admin)).recordsChanged;
    await remove('keep');
    const upper = { id: HR.toUpperCase(), name: 'HR', attributes: [{ name: 'floor' }] };
    const respelled = { params: okta.params, body: upper };
    expect((await api.fail('declareExtensionSchema', respelled, admin, 409)).detail).toContain(
      `${HR} cannot be written in another case while 1 user has a value`,
    );
    await declare(okta, [{ name: 'note' }]);
    expect((await shown())[HR]).toEqual({ note: 'n' });
    expect(await remove('delete')).toBe(1);
    await api.call('declareExtensionSchema', respelled, admin);
    expect(Object.keys(await shown()).filter((key) => key.toLowerCase() === HR.toLowerCase())).toEqual([]);
    const { items } = await api.call('listExtensionSchemas', { params: okta.params }, admin);
    expect(items).toMatchObject([{ id: HR.toUpperCase() }]);
    expect(items[0]).not.toHaveProperty('former');
  });

  it('removes a schema, with its values if it is told to', async () => {
    const okta = await connect();
    await declare(okta, [{ name: 'floor' }]);
    const body = { userName: 'gone@acme.example', [HR]: { floor: '1' } };
    const { id } = (await okta.scim('post', '/Users', body)).body;
    const remove = async (values: string) =>
      (await api.call('removeExtensionSchema', { params: okta.one, query: { values } }, admin)).recordsChanged;
    expect(await remove('keep')).toBe(0);
    settle();
    expect((await okta.scim('get', `/Users/${id}`)).body[HR]).toBeUndefined();
    await declare(okta, [{ name: 'floor' }]);
    settle();
    expect((await okta.scim('get', `/Users/${id}`)).body[HR]).toEqual({ floor: '1' });
    expect(await remove('delete')).toBe(1);
    await declare(okta, [{ name: 'floor' }]);
    settle();
    expect((await okta.scim('get', `/Users/${id}`)).body[HR]).toBeUndefined();
    await remove('keep');
    await api.fail('removeExtensionSchema', { params: okta.one }, admin, 404);
  });
});
