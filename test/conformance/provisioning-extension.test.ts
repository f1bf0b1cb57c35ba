import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from '../../src/application/ports/query.ts';
import { terminateDueUsers } from '../../src/application/provisioning/terminate-due-users.ts';
import { PROVISIONING_SCHEMA } from '../../src/domain/provisioning/own-extension.ts';
import { applyDueJobs } from '../support/apply-due-jobs.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const DAY = 86_400_000;
const never = new AbortController().signal;

let passed = 0;
const now = () => Date.now() + passed;
const inDays = (days: number) => new Date(now() + days * DAY).toISOString();

let service: ScimService;
let client: ScimClient;
let number = 0;

beforeAll(async () => {
  service = await startScimService({ application: { clock: { now: () => new Date(now()).toISOString() } } });
  client = await service.connect();
});
afterAll(() => service.close());

type Leaver = { readonly id: string; readonly userName: string };

const person = (terminationDate?: string, changes: object = {}) =>
  client.create('/Users', {
    userName: `leaver-${++number}@acme.example`,
    ...(terminationDate && { [PROVISIONING_SCHEMA]: { terminationDate } }),
    ...changes,
  });
const get = async (id: string, query = '') => (await client.send('GET', `/Users/${id}${query}`)).body;
const patch = (id: string, ...Operations: object[]) => client.send('PATCH', `/Users/${id}`, { Operations });
const sweep = () => terminateDueUsers(service.application, never);
const apply = () => applyDueJobs(service.application, client.organization.tenant);
const status = async (id: string) => (await get(id, `?attributes=${PROVISIONING_SCHEMA}`))[PROVISIONING_SCHEMA];
const jobsOf = (userId: string) =>
  service.application.database.syncJobs.find(client.organization.tenant, { where: eq('userId', userId) });

describe('terminationDate', () => {
  it('is stored as an instant, filtered, and described in /Schemas', async () => {
    const user = await person('2031-05-01T17:00:00+02:00');
    expect(user[PROVISIONING_SCHEMA]).toEqual({ terminationDate: '2031-05-01T15:00:00.000Z' });
    const filter = encodeURIComponent(
      `${PROVISIONING_SCHEMA}:terminationDate lt "2031-05-01T16:00:00Z" and id eq "${user.id}"`,
    );
    expect((await client.send('GET', `/Users?filter=${filter}`)).body.totalResults).toBe(1);
    const { body } = await client.send('GET', `/Schemas/${PROVISIONING_SCHEMA}`);
    expect(body.attributes.map((one: { name: string }) => one.name)).toEqual([
      'provisioningStatus',
      'terminationDate',
      'holdReason',
    ]);
  });

  it('at the end of 9999 means never, in any zone', async () => {
    const user = await person('9999-12-31T23:59:59-05:00');
    expect(user).toMatchObject({
      active: true,
      [PROVISIONING_SCHEMA]: { terminationDate: '9999-12-31T23:59:59.999Z' },
    });
  });

  it.each(['2031-05-01', '2031-05-01T17:00:00', 'soon', 7])(
    '%j is refused: it needs a zone',
    async (terminationDate) => {
      const refused = await client.send('POST', '/Users', {
        userName: 'x',
        [PROVISIONING_SCHEMA]: { terminationDate },
      });
      expect([refused.status, refused.body.scimType]).toEqual([400, 'invalidValue']);
      expect(refused.body.detail).toContain('time zone');
    },
  );

  it.each([
    ['POST', async () => person(undefined, { [PROVISIONING_SCHEMA]: { terminationDate: '' } })],
    [
      'PUT',
      async () => {
        const { id, userName } = await person(inDays(1));
        const body = { userName, title: 'Dr', [PROVISIONING_SCHEMA]: { terminationDate: '' } };
        return (await client.send('PUT', `/Users/${id}`, body)).body;
      },
    ],
    [
      'PATCH',
      async () => {
        const { id } = await person(inDays(1));
        return (await patch(id, { op: 'replace', path: `${PROVISIONING_SCHEMA}:terminationDate`, value: '' })).body;
      },
    ],
  ])('is none when it is empty text in a %s', async (_method, send) => {
    const user = await send();
    expect(user).toMatchObject({ id: expect.any(String), active: true });
    expect(user[PROVISIONING_SCHEMA]).toBeUndefined();
  });

  it('deprovisions by an ordinary job when the moment comes, and once', async () => {
    const { id } = await person(inDays(1));
    await apply();
    expect(await status(id)).toMatchObject({ provisioningStatus: 'active' });
    expect(await sweep()).toBe(0);
    passed += DAY;
    expect([await sweep(), await sweep()]).toEqual([1, 0]);
    expect((await get(id)).active).toBe(false);
    expect(await status(id)).toMatchObject({ provisioningStatus: 'pending' });
    await apply();
    expect(await status(id)).toMatchObject({ provisioningStatus: 'suspended' });
    const jobs = await jobsOf(id);
    expect(jobs.map(({ kind, priority }) => `${kind} ${priority}`).sort()).toEqual([
      'user_created change',
      'user_deactivated removal',
    ]);
    const events = await service.application.database.auditEvents.find(client.organization.tenant, {
      where: eq('action', 'directory_user.terminated'),
    });
    expect(events).toMatchObject([{ actor: { kind: 'system', part: 'sweep' }, target: { id } }]);
  });

  it('can be moved and cleared before it comes', async () => {
    const [moved, cleared, unset] = [await person(inDays(1)), await person(inDays(1)), await person(inDays(1))];
    const path = `${PROVISIONING_SCHEMA}:terminationDate`;
    await patch(moved.id, { op: 'replace', path, value: inDays(3) });
    await patch(cleared.id, { op: 'remove', path });
    const nothing = { [PROVISIONING_SCHEMA]: { terminationDate: null } };
    await client.send('PUT', `/Users/${unset.id}`, { userName: unset.userName, ...nothing });
    passed += 2 * DAY;
    expect(await sweep()).toBe(0);
    passed += DAY;
    expect(await sweep()).toBe(1);
    expect((await get(moved.id)).active).toBe(false);
    expect((await get(cleared.id)).active).toBe(true);
  });

  it('is left as it is by a PUT that says nothing of the extension', async () => {
    const { id, userName } = await person(inDays(1));
    const kept = await client.send('PUT', `/Users/${id}`, { userName, title: 'Dr' });
    expect(kept.body[PROVISIONING_SCHEMA]).toEqual({ terminationDate: expect.any(String) });
    passed += DAY;
    expect(await sweep()).toBe(1);
    const repeated = await client.send('PUT', `/Users/${id}`, { userName, active: true });
    expect(repeated.body.active).toBe(false);
  });

  it('that has come outweighs active=true, until it is moved or cleared', async () => {
    const { id } = await person(inDays(1));
    passed += DAY;
    expect((await patch(id, { op: 'replace', path: 'active', value: true })).body.active).toBe(false);
    expect(await sweep()).toBe(0);
    const back = await patch(
      id,
      { op: 'replace', path: 'active', value: true },
      { op: 'remove', path: `${PROVISIONING_SCHEMA}:terminationDate` },
    );
    expect(back.body.active).toBe(true);
    const late = await person(inDays(-1));
    expect(late.active).toBe(false);
  });

  const path = `${PROVISIONING_SCHEMA}:terminationDate`;
  it.each([
    ['cleared by PATCH', ({ id }: Leaver) => patch(id, { op: 'remove', path })],
    ['moved by PATCH', ({ id }: Leaver) => patch(id, { op: 'replace', path, value: inDays(9) })],
    [
      'cleared by PUT',
      ({ id, userName }: Leaver) =>
        client.send('PUT', `/Users/${id}`, { userName, [PROVISIONING_SCHEMA]: { terminationDate: null } }),
    ],
    [
      'moved by PUT',
      ({ id, userName }: Leaver) =>
        client.send('PUT', `/Users/${id}`, { userName, [PROVISIONING_SCHEMA]: { terminationDate: inDays(9) } }),
    ],
  ])('that has come and is %s brings back whom the client called active last', async (_how, undo) => {
    const [swept, born, off, offSince] = [
      await person(inDays(1)),
      await person(inDays(-1)),
      await person(inDays(1), { active: false }),
      await person(inDays(1)),
    ];
    passed += DAY;
    await sweep();
    await apply();
    expect((await patch(swept.id, { op: 'replace', path: 'title', value: 'Dr' })).body.active).toBe(false);
    await patch(offSince.id, { op: 'replace', path: 'active', value: false });
    await apply();
    for (const [leaver, active] of [
      [swept, true],
      [born, true],
      [off, false],
      [offSince, false],
    ] as const) {
      expect((await undo(leaver)).body.active).toBe(active);
    }
    await apply();
    expect(await status(swept.id)).toMatchObject({ provisioningStatus: 'active' });
    expect((await jobsOf(swept.id)).map(({ kind }) => kind).sort()).toEqual([
      'user_created',
      'user_deactivated',
      'user_reactivated',
    ]);
    expect((await jobsOf(offSince.id)).map(({ kind }) => kind).sort()).toEqual(['user_created', 'user_deactivated']);
  });

  it('that has come lets a client change its word of somebody meanwhile', async () => {
    const { id, meta } = await person(inDays(-1), { active: false });
    const active = (value: boolean) => patch(id, { op: 'replace', path: 'active', value });
    expect((await active(true)).body.active).toBe(false);
    const { etag } = (await client.send('GET', `/Users/${id}`)).headers;
    expect((await active(true)).headers.etag).toBe(etag);
    expect(meta.version).not.toBe(etag);
    expect((await patch(id, { op: 'remove', path })).body.active).toBe(true);
  });

  it('of somebody who is off anyway, or deleted, does nothing', async () => {
    const off = await person(inDays(1), { active: false });
    const gone = await person(inDays(1));
    await client.send('DELETE', `/Users/${gone.id}`);
    passed += DAY;
    expect(await sweep()).toBe(0);
    expect((await jobsOf(off.id)).map(({ kind }) => kind)).toEqual(['user_created']);
  });

  it('never takes the last administrator: the removal is held, and says why', async () => {
    const admin = await person(inDays(1));
    const group = await client.create('/Groups', { displayName: 'Admins', members: [{ value: admin.id }] });
    await client.organization.map({ by: 'group', groupId: group.id }, 'admin');
    await apply();
    passed += DAY;
    await sweep();
    await apply();
    const [hold] = await service.application.database.holds.find(client.organization.tenant, {
      where: eq('state', 'open'),
    });
    expect(await status(admin.id)).toMatchObject({ provisioningStatus: 'held', holdReason: hold?.explanation });
  });
});

describe('provisioningStatus and holdReason', () => {
  it('are shown when they are asked for, in lists and answers to writes too', async () => {
    const { id } = await person();
    expect((await get(id))[PROVISIONING_SCHEMA]).toBeUndefined();
    const query = `attributes=${PROVISIONING_SCHEMA}:provisioningStatus`;
    const pending = { [PROVISIONING_SCHEMA]: { provisioningStatus: 'pending' } };
    expect(await get(id, `?${query}`)).toMatchObject(pending);
    const list = await client.send('GET', `/Users?${query}&filter=${encodeURIComponent(`id eq "${id}"`)}`);
    expect(list.body.Resources).toMatchObject([pending]);
    const written = await client.send('PATCH', `/Users/${id}?${query}`, {
      Operations: [{ op: 'replace', path: 'title', value: 'Dr' }],
    });
    expect(written.body).toMatchObject(pending);
    const unlinked = await client.create('/Users', { userName: `nobody-${number}` });
    expect(await status(unlinked.id)).toEqual({ provisioningStatus: 'unlinked' });
  });

  it('of somebody who was never active say so once that is carried out', async () => {
    const { id } = await person(undefined, { active: false });
    expect(await status(id)).toEqual({ provisioningStatus: 'pending' });
    await apply();
    expect(await status(id)).toEqual({ provisioningStatus: 'suspended' });
    await patch(id, { op: 'replace', path: 'active', value: true });
    await apply();
    expect(await status(id)).toEqual({ provisioningStatus: 'active' });
  });

  it('have a tag that changes with them', async () => {
    const { id } = await person();
    const path = `/Users/${id}?attributes=${PROVISIONING_SCHEMA}`;
    const { etag = '' } = (await client.send('GET', path)).headers;
    expect((await client.send('GET', path, undefined, { 'if-none-match': etag })).status).toBe(304);
    await apply();
    expect((await client.send('GET', path, undefined, { 'if-none-match': etag })).status).toBe(200);
  });

  it.each(['provisioningStatus', 'holdReason'])('%s cannot be written, filtered or sorted by', async (name) => {
    const { id, [PROVISIONING_SCHEMA]: shown } = await person(undefined, {
      [PROVISIONING_SCHEMA]: { [name]: 'active' },
    });
    expect(shown).toBeUndefined();
    const path = `${PROVISIONING_SCHEMA}:${name}`;
    expect((await patch(id, { op: 'replace', path, value: 'active' })).body.scimType).toBe('mutability');
    const filtered = await client.send('GET', `/Users?filter=${encodeURIComponent(`${path} eq "active"`)}`);
    expect([filtered.status, filtered.body.scimType]).toEqual([400, 'invalidFilter']);
    expect(filtered.body.detail).toContain('worked out');
    expect((await client.send('GET', `/Users?sortBy=${path}`)).status).toBe(400);
  });
});
