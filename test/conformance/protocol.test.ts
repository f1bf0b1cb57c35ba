import { request as rawRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../../src/application/ports/database.ts';
import { Contention, DatabaseUnavailable } from '../../src/application/ports/storage-errors.ts';
import { directory, type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A request written byte by byte, for what a client library would not send. */
const raw = (url: string, method: string, headers: Record<string, string>, body: string | Buffer) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const outgoing = rawRequest(url, { method, headers }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

describe('The SCIM protocol', () => {
  let service: ScimService;
  let client: ScimClient;

  beforeAll(async () => {
    service = await startScimService();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    client = await service.connect({ type: 'generic' });
  });

  describe('RFC 7644 §2: authentication', () => {
    const withHeader = (authorization: string) => client.send('GET', '/Users', undefined, { authorization });

    it('answers 401 with a challenge that says what is wrong', async () => {
      for (const [header, error] of [
        ['Bearer unknown', 'not known'],
        ['Bearer expired', 'expired on 2026-01-02 at 03:04 UTC'],
        ['bearer revoked', 'was revoked on 2026-01-02 at 03:04 UTC'],
        ['Bearer hfo_unknown', 'get a new one at the token endpoint'],
        ['Bearer hfo_expired', 'expired on 2026-01-02 at 03:04 UTC: get a new one at the token endpoint'],
        ['Bearer hfo_revoked', 'enter its new secret in the identity provider'],
        ['Bearer hfa_0195_secret', 'API token of a person'],
        ['Bearer', 'not known'],
      ] as const) {
        const answer = await withHeader(header);
        expect(answer).toMatchObject({ status: 401, body: { status: '401', detail: expect.stringContaining(error) } });
        // Printable ASCII without further quotes (RFC 6750 §3).
        expect(answer.headers['www-authenticate']).toMatch(
          /^Bearer realm="Holdfast SCIM", error="invalid_token", error_description="[ !#-[\]-~]+"$/,
        );
      }
      const missing = await raw(`${service.url}/Users`, 'GET', {}, '');
      expect(missing.status).toBe(401);
      const basic = await withHeader('Basic dXNlcjpwYXNz');
      expect(basic.body.detail).toContain('as a bearer token');
      expect(basic.headers['www-authenticate']).toBe('Bearer realm="Holdfast SCIM"');
    });

    it('asks for the token before telling what exists', async () => {
      for (const path of ['/Users/1', '/nowhere', '/Bulk', '/Schemas']) {
        const answer = await client.send('POST', path, {}, { authorization: 'Bearer unknown' });
        expect(answer.status).toBe(401);
      }
    });

    it('does not serve a deleted connection, and tells a paused one to come back', async () => {
      service.change(client, { pausedAt: '2026-01-01T00:00:00.000Z' });
      const paused = await client.send('POST', '/Users', { userName: 'a' });
      expect(paused).toMatchObject({ status: 503, body: { status: '503' } });
      expect(paused.headers['retry-after']).toMatch(/^\d+$/);
      expect((await client.send('GET', '/ServiceProviderConfig')).status).toBe(200);
      service.change(client, { deletedAt: '2026-01-01T00:00:00.000Z' });
      expect((await client.send('GET', '/ServiceProviderConfig')).status).toBe(401);
    });
  });

  describe('RFC 7644 §3.1: messages', () => {
    const headers = () => ({ authorization: `Bearer ${client.token}` });

    it('takes a body without a Content-Type for JSON, with or without a byte order mark', async () => {
      for (const body of ['{"userName":"a"}', '\ufeff{"userName":"b"}']) {
        expect((await raw(`${service.url}/Users`, 'POST', headers(), body)).status).toBe(201);
      }
    });

    it('refuses other encodings, broken text and bodies that are too large', async () => {
      const send = (extra: Record<string, string>, body: string | Buffer) =>
        raw(`${service.url}/Users`, 'POST', { ...headers(), ...extra }, body);
      expect((await send({ 'content-encoding': 'gzip' }, '{}')).status).toBe(415);
      expect((await send({ 'content-type': 'application/json; charset=utf-16' }, '{}')).status).toBe(415);
      expect((await send({}, Buffer.from([0x7b, 0xff, 0x7d]))).status).toBe(400);
      expect((await send({}, '')).status).toBe(400);
      expect((await send({ 'transfer-encoding': 'chunked' }, ' '.repeat(1_200_000))).status).toBe(413);
    });

    it('gives up on a body that never ends', async () => {
      const { hostname, port } = new URL(service.url);
      const socket = connect(Number(port), hostname);
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.on('error', () => {});
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk.toString();
      });
      socket.write(`POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${client.token}\r\n`);
      socket.write('Transfer-Encoding: chunked\r\n\r\n');
      const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
      const feed = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', feed);
      feed();
      await closed;
      expect(answer).toMatch(/^HTTP\/1.1 413/);
    });

    it('gives every answer a request id, which finds its audit event', async () => {
      const created = await client.send('POST', '/Users', { userName: 'a' });
      const refused = await client.send('POST', '/Users', { userName: 'a' });
      const events = await service.application.database.auditEvents.find(client.organization.tenant);
      const byRequest = (answer: typeof created) =>
        events.filter((event) => event.requestId === answer.headers['x-request-id']);
      expect(byRequest(created)).toEqual([expect.objectContaining({ outcome: 'done' })]);
      expect(byRequest(refused)).toEqual([expect.objectContaining({ outcome: 'refused' })]);
    });

    it('leaves one audit event for every authenticated write, refused and pointless ones included', async () => {
      const { id } = await client.create('/Users', { userName: 'a' });
      await client.send('PUT', `/Users/${id}`, { userName: 'a' });
      await client.send('PUT', `/Users/${id}`, { userName: '' });
      await client.send('PATCH', `/Users/${id}`, '{');
      await client.send('PATCH', '/Users/nobody', { Operations: [{ op: 'remove', path: 'title' }] });
      await client.send('DELETE', '/Users');
      await client.send('DELETE', `/Users/${id}`);
      const events = await service.application.database.auditEvents.find(client.organization.tenant);
      expect(events.map((event) => event.outcome).sort()).toEqual(
        ['done', 'unchanged', 'refused', 'refused', 'refused', 'refused', 'done'].sort(),
      );
    });
  });

  describe('RFC 7644 §3.4: reading', () => {
    it('gives the attributes in the order of their schema, whatever order they came and are kept in', async () => {
      const { id } = await client.create('/Users', {
        title: 'Guide',
        [ENTERPRISE]: { department: 'Tours', employeeNumber: '7' },
        emails: [{ type: 'work', value: 'a@acme.example' }],
        name: { givenName: 'Ana', familyName: 'López' },
        userName: 'a',
      });
      const patch = { op: 'add', value: { nickName: 'Annie', displayName: 'Ana' } };
      await client.send('PATCH', `/Users/${id}`, { Operations: [patch] });
      const { body } = await client.send('GET', `/Users/${id}`);
      const { schemas: _, id: __, userName: ___, active: ____, meta: _____, ...attributes } = body;
      expect(JSON.stringify(attributes)).toBe(
        JSON.stringify({
          name: { familyName: 'López', givenName: 'Ana' },
          displayName: 'Ana',
          nickName: 'Annie',
          title: 'Guide',
          emails: [{ value: 'a@acme.example', type: 'work' }],
          [ENTERPRISE]: { employeeNumber: '7', department: 'Tours' },
        }),
      );
    });

    it('shows a user its groups and a group its members, with references', async () => {
      const { id: user } = await client.create('/Users', { userName: 'a' });
      const group = await client.create('/Groups', { displayName: 'Guides', members: [{ value: user, display: 'A' }] });
      expect(group.members).toEqual([
        { value: user, $ref: `${service.url}/Users/${user}`, display: 'A', type: 'User' },
      ]);
      const groups = [
        { value: group.id, $ref: `${service.url}/Groups/${group.id}`, display: 'Guides', type: 'direct' },
      ];
      expect((await client.send('GET', `/Users/${user}`)).body.groups).toEqual(groups);
      expect((await client.send('GET', '/Users')).body.Resources[0].groups).toEqual(groups);
      expect((await client.send('GET', `/Groups/${group.id}?attributes=members.value`)).body).toEqual({
        schemas: [`${CORE}:Group`],
        id: group.id,
        members: [{ value: user }],
      });
      await client.send('DELETE', `/Groups/${group.id}`);
      expect((await client.send('GET', `/Users/${user}`)).body).not.toHaveProperty('groups');
    });

    it('lists groups with the members of each, or without reading any', async () => {
      const users: string[] = [];
      for (const userName of ['a', 'b', 'c']) users.push((await client.create('/Users', { userName })).id);
      for (const [displayName, members] of [
        ['G', users],
        ['H', []],
        ['I', users.slice(1)],
      ] as const) {
        await client.create('/Groups', { displayName, members: members.map((value) => ({ value })) });
      }
      const { body } = await client.send('GET', '/Groups');
      expect(body).toMatchObject({ schemas: [`${MESSAGES}:ListResponse`], totalResults: 3, itemsPerPage: 3 });
      const shown = body.Resources.map((group: { displayName: string; members: { value: string }[] }) => [
        group.displayName,
        group.members.map((member) => member.value),
      ]);
      expect(shown).toEqual([
        ['G', [...users].sort()],
        ['H', []],
        ['I', users.slice(1).sort()],
      ]);
      const bare = await client.send('GET', '/Groups?excludedAttributes=members&filter=displayName+eq+%22g%22');
      expect(bare.body.Resources).toHaveLength(1);
      expect(bare.body.Resources[0]).not.toHaveProperty('members');
    });

    it('streams a group that is too large for one piece', async () => {
      const ids = Array.from({ length: 1500 }, () => service.application.newId());
      const { id: groupId } = await client.create('/Groups', { displayName: 'All' });
      const { tenant, connection } = client.organization;
      const at = service.application.clock.now();
      await service.application.database.optimistic(async (tx) => {
        const row = (userId: string) => ({
          id: `${groupId}:${userId}`,
          tenant,
          connectionId: connection.id,
          groupId,
          userId,
          addedAt: at,
        });
        tx.groupMembers.insertMany(ids.map(row));
      });
      const answer = await client.send('GET', `/Groups/${groupId}`);
      expect(answer.body.members.map((member: { value: string }) => member.value)).toEqual([...ids].sort());
      expect(answer.headers).not.toHaveProperty('content-length');
    });

    it('answers the filters of §3.4.2.2', async () => {
      const babs = await client.create('/Users', {
        userName: 'bjensen',
        externalId: 'b1',
        name: { familyName: "O'Malley", givenName: 'Babs' },
        title: 'Manager',
        userType: 'Employee',
        emails: [
          { value: 'babs@example.com', type: 'work' },
          { value: 'babs@example.org', type: 'home' },
        ],
      });
      await client.create('/Users', {
        userName: 'jsmith',
        userType: 'Intern',
        emails: [{ value: 'j@example.org', type: 'work' }],
      });
      const names = async (filter: string) => {
        const { body } = await client.send('GET', `/Users?attributes=userName&filter=${encodeURIComponent(filter)}`);
        return body.Resources.map((user: { userName: string }) => user.userName);
      };
      const both = ['bjensen', 'jsmith'];
      for (const [filter, expected] of [
        ['userName Eq "bjensen"', ['bjensen']],
        ['name.familyName co "O\'Malley"', ['bjensen']],
        ['userName sw "J"', ['jsmith']],
        [`${CORE}:User:userName sw "J"`, ['jsmith']],
        ['title pr', ['bjensen']],
        ['meta.lastModified gt "2011-05-13T04:42:34Z"', both],
        ['meta.lastModified lt "2011-05-13T04:42:34Z"', []],
        ['meta.created ge "2011-05-13T04:42:34Z" and id pr', both],
        ['title pr and userType eq "Employee"', ['bjensen']],
        ['title pr or userType eq "Intern"', both],
        ['userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")', ['bjensen']],
        ['userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")', []],
        ['userType eq "Employee" and (emails.type eq "work")', ['bjensen']],
        ['emails[type eq "work" and value co "@example.com"]', ['bjensen']],
        [
          'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
          ['bjensen'],
        ],
        ['emails[not (type eq "work")]', ['bjensen']],
        ['emails.value ew ".ORG"', both],
        [`id eq "${babs.id}"`, ['bjensen']],
        ['id eq "nobody"', []],
        ['externalId ge "b1"', ['bjensen']],
        ['active eq true', both],
        ['active ne false', both],
        ['meta.resourceType eq "User"', both],
        ['meta.resourceType eq "Group"', []],
        ['title eq null', ['jsmith']],
      ] as const) {
        expect([filter, await names(filter)]).toEqual([filter, expected]);
      }
    });
  });

  describe('RFC 7644 §3.5.1: replacing', () => {
    it('clears what the client leaves out, but not active', async () => {
      const created = await client.create('/Users', { userName: 'a', title: 'T', externalId: 'x', active: false });
      const put = await client.send('PUT', `/Users/${created.id}`, { userName: 'b', nickName: 'N' });
      expect(put.body).toMatchObject({ id: created.id, userName: 'b', nickName: 'N', active: false });
      expect(put.body).not.toHaveProperty('title');
      expect(put.body).not.toHaveProperty('externalId');
      expect(put.body.meta).toMatchObject({ created: created.meta.created, version: 'W/"2"' });
    });

    it('replaces the members of a group', async () => {
      const [a, b] = [
        await client.create('/Users', { userName: 'a' }),
        await client.create('/Users', { userName: 'b' }),
      ];
      const group = await client.create('/Groups', { displayName: 'G', members: [{ value: a.id }] });
      const put = await client.send('PUT', `/Groups/${group.id}`, {
        displayName: 'H',
        members: [{ value: b.id, $ref: `../Users/${b.id}` }],
      });
      expect(put).toMatchObject({ status: 200, body: { displayName: 'H', members: [{ value: b.id }] } });
      const emptied = await client.send('PUT', `/Groups/${group.id}`, { displayName: 'H' });
      expect(emptied.body.members).toEqual([]);
    });

    it('creates nothing: 404 for a resource that is not there', async () => {
      expect((await client.send('PUT', '/Users/nobody', { userName: 'a' })).status).toBe(404);
      expect((await client.send('PUT', `/Groups/${service.application.newId()}`, { displayName: 'a' })).status).toBe(
        404,
      );
    });
  });

  describe('RFC 7644 §3.5.2: modifying', () => {
    const patch = (path: string, ...Operations: object[]) =>
      client.send('PATCH', path, { schemas: [`${MESSAGES}:PatchOp`], Operations });

    it('does all operations or none', async () => {
      const { id } = await client.create('/Users', { userName: 'a', title: 'T' });
      const failed = await patch(
        `/Users/${id}`,
        { op: 'remove', path: 'title' },
        { op: 'replace', path: 'nope', value: 1 },
      );
      expect(failed).toMatchObject({ status: 400, body: { scimType: 'invalidPath' } });
      expect((await client.send('GET', `/Users/${id}`)).body.title).toBe('T');
      const group = await client.create('/Groups', { displayName: 'G', members: [{ value: id }] });
      const unknown = await patch(
        `/Groups/${group.id}`,
        { op: 'replace', path: 'displayName', value: 'H' },
        { op: 'remove', path: 'members' },
        { op: 'add', path: 'members', value: [{ value: 'nobody' }] },
      );
      expect(unknown.status).toBe(400);
      expect((await client.send('GET', `/Groups/${group.id}`)).body).toMatchObject({
        displayName: 'G',
        members: [{ value: id }],
      });
    });

    it('follows the examples of §3.5.2.1 to §3.5.2.3', async () => {
      const address = { type: 'work', streetAddress: '911 Universal City Plaza', locality: 'Hollywood' };
      const { id } = await client.create('/Users', {
        userName: 'babs',
        emails: [
          { value: 'bjensen@example.com', type: 'work', primary: true },
          { value: 'babs@example.com', type: 'work' },
        ],
        addresses: [{ ...address, streetAddress: '1 Old Street' }],
      });
      const path = `/Users/${id}`;
      const added = await patch(path, {
        op: 'add',
        value: { emails: [{ value: 'babs@jensen.org', type: 'home' }], nickname: 'Babs' },
      });
      expect(added.body).toMatchObject({ nickName: 'Babs', emails: { length: 3 } });
      const removed = await patch(path, { op: 'remove', path: 'emails[type eq "work" and value ew "example.com"]' });
      expect(removed.body.emails).toEqual([{ value: 'babs@jensen.org', type: 'home' }]);
      const replaced = await patch(path, { op: 'replace', path: 'addresses[type eq "work"]', value: address });
      expect(replaced.body.addresses).toEqual([address]);
      const street = await patch(path, {
        op: 'replace',
        path: 'addresses[type eq "work"].streetAddress',
        value: '1010 Broadway Ave',
      });
      expect(street.body.addresses[0].streetAddress).toBe('1010 Broadway Ave');
      const whole = await patch(path, { op: 'replace', value: { emails: [{ value: 'b@x.example', primary: true }] } });
      expect(whole.body.emails).toEqual([{ value: 'b@x.example', primary: true }]);
    });

    it('loses no update when many change one user at once', async () => {
      const { id } = await client.create('/Users', { userName: 'a' });
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          patch(`/Users/${id}`, { op: 'add', path: 'emails', value: [{ value: `${index}@x.example` }] }),
        ),
      );
      expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
      expect((await client.send('GET', `/Users/${id}`)).body.emails).toHaveLength(8);
    });
  });

  describe('a filter by e-mail address', () => {
    const work = (value: string) => [{ value, type: 'work', primary: true }];
    const find = async (filter: string): Promise<readonly string[]> => {
      const answer = await client.send('GET', `/Users?${new URLSearchParams({ filter })}`);
      return answer.body.Resources.map((user: { id: string }) => user.id);
    };

    it('finds users by every address, in every form, and by none they do not have', async () => {
      const emails = [...work('Ana@acme.example'), { value: 'ana@home.example', type: 'home' }];
      const ana = await client.create('/Users', { userName: 'ana', emails });
      const bo = await client.create('/Users', { userName: 'bo', emails: work('ana@home.example') });
      await client.create('/Users', { userName: 'cyd' });
      expect(await find('emails.value eq "ana@ACME.example"')).toEqual([ana.id]);
      expect(await find('emails eq "ana@acme.example"')).toEqual([ana.id]);
      expect(await find('emails[type eq "work"].value eq "ana@acme.example"')).toEqual([ana.id]);
      expect(await find('emails[type eq "work" and value eq "ana@home.example"]')).toEqual([bo.id]);
      expect(await find('emails.value eq "ana@home.example"')).toEqual([ana.id, bo.id]);
      expect(await find('emails.value eq "ana@home.example" and userName eq "ana"')).toEqual([ana.id]);
      expect(await find('emails.value eq "ana@acme.example" or userName eq "cyd"')).toHaveLength(2);
      expect(await find('not (emails.value eq "ana@home.example")')).toHaveLength(1);
      expect(await find('emails.value eq "nobody@acme.example"')).toEqual([]);
    });

    it('follows every change of the addresses, and forgets who is deleted', async () => {
      const { id } = await client.create('/Users', { userName: 'ana', emails: work('one@acme.example') });
      const path = `/Users/${id}`;
      await client.send('PATCH', path, {
        Operations: [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'two@acme.example' }],
      });
      expect(await find('emails.value eq "one@acme.example"')).toEqual([]);
      expect(await find('emails.value eq "two@acme.example"')).toEqual([id]);
      const long = `${'x'.repeat(900)}@acme.example`;
      await client.send('PUT', path, { userName: 'ana', emails: [...work('two@acme.example'), { value: long }] });
      expect(await find(`emails.value eq "${long}"`)).toEqual([id]);
      expect(await find('emails.value eq "two@acme.example"')).toEqual([id]);
      await client.send('PUT', path, { userName: 'ana' });
      expect(await find('emails.value eq "two@acme.example"')).toEqual([]);
      await client.send('PUT', path, { userName: 'ana', emails: work('three@acme.example') });
      await client.send('DELETE', path);
      expect(await find('emails.value eq "three@acme.example"')).toEqual([]);
      const { database } = service.application;
      expect(await database.directoryEmails.find(client.organization.tenant)).toEqual([]);
    });
  });

  describe('RFC 7644 §3.14: versions', () => {
    it('changes only the version that If-Match names', async () => {
      const { id } = await client.create('/Users', { userName: 'a' });
      const path = `/Users/${id}`;
      const put = (title: string, ifMatch: string) =>
        client.send('PUT', path, { userName: 'a', title }, { 'if-match': ifMatch });
      expect(await put('T', 'W/"1"')).toMatchObject({ status: 200, headers: { etag: 'W/"2"' } });
      expect(await put('U', 'W/"1"')).toMatchObject({ status: 412, body: { status: '412' } });
      expect(await put('U', 'nonsense')).toMatchObject({ status: 412 });
      expect(await put('U', '*')).toMatchObject({ status: 200 });
      expect((await client.send('DELETE', path, undefined, { 'if-match': 'W/"1"' })).status).toBe(412);
      expect((await client.send('DELETE', path, undefined, { 'if-match': 'W/"3"' })).status).toBe(204);
    });

    it('answers 304 while nothing has changed, members of a group included', async () => {
      const user = await client.create('/Users', { userName: 'a' });
      const group = await client.create('/Groups', { displayName: 'G' });
      for (const resource of [user, group]) {
        const { pathname } = new URL(resource.meta.location);
        const path = pathname.replace('/scim/v2', '');
        const again = await client.send('GET', path, undefined, { 'if-none-match': resource.meta.version });
        expect(again).toMatchObject({ status: 304, text: '' });
      }
      await client.send('PATCH', `/Groups/${group.id}`, {
        Operations: [{ op: 'add', path: 'members', value: [{ value: user.id }] }],
      });
      const changed = await client.send('GET', `/Groups/${group.id}`, undefined, {
        'if-none-match': group.meta.version,
      });
      expect(changed.status).toBe(200);
    });

    it('answers 200 when only the groups a user shows have changed, which no If-Match minds', async () => {
      const user = await client.create('/Users', { userName: 'a' });
      const read = (version: string, query = '') =>
        client.send('GET', `/Users/${user.id}${query}`, undefined, { 'if-none-match': version });
      const group = await client.create('/Groups', { displayName: 'G', members: [{ value: user.id }] });
      const joined = await read(user.meta.version);
      expect(joined).toMatchObject({ status: 200, body: { groups: [{ display: 'G' }] } });
      expect(joined.headers.etag).toBe(joined.body.meta.version);
      expect((await read(joined.body.meta.version)).status).toBe(304);
      expect((await read(user.meta.version, '?excludedAttributes=groups')).status).toBe(304);

      await client.send('PUT', `/Groups/${group.id}`, { displayName: 'H', members: [{ value: user.id }] });
      const renamed = await read(joined.body.meta.version);
      expect(renamed).toMatchObject({ status: 200, body: { groups: [{ display: 'H' }] } });
      await client.send('DELETE', `/Groups/${group.id}`);
      const left = await read(renamed.body.meta.version);
      expect([left.status, left.body.groups, left.body.meta.version]).toEqual([200, undefined, user.meta.version]);

      const change = { userName: 'a', title: 'T' };
      const put = (version: string) => client.send('PUT', `/Users/${user.id}`, change, { 'if-match': version });
      expect((await put(joined.body.meta.version)).status).toBe(200);
      expect((await put(joined.body.meta.version)).status).toBe(412);
    });
  });

  describe('RFC 7644 §4: discovery', () => {
    it('describes what there is, with absolute locations', async () => {
      const schemas = await client.send('GET', '/Schemas');
      expect(schemas.body).toMatchObject({ schemas: [`${MESSAGES}:ListResponse`], totalResults: 4, itemsPerPage: 4 });
      for (const schema of schemas.body.Resources) {
        expect(schema.meta.location).toBe(`${service.url}/Schemas/${schema.id}`);
        expect((await client.send('GET', `/Schemas/${schema.id}`)).body).toEqual(schema);
      }
      const types = await client.send('GET', '/ResourceTypes');
      expect(types.body.Resources.map((type: { id: string }) => type.id)).toEqual(['User', 'Group']);
      for (const type of types.body.Resources) {
        expect((await client.send('GET', `/ResourceTypes/${type.id}`)).body).toEqual(type);
      }
      const config = await client.send('GET', '/ServiceProviderConfig');
      expect(config.body).toMatchObject({
        patch: { supported: true },
        bulk: { supported: true, maxOperations: 1000, maxPayloadSize: 4 * 1024 * 1024 },
        filter: { supported: true, maxResults: 200 },
        etag: { supported: true },
        authenticationSchemes: [
          { type: 'oauthbearertoken', primary: true },
          { type: 'oauth2', primary: false },
        ],
        meta: { location: `${service.url}/ServiceProviderConfig` },
      });
      for (const path of [
        '/Schemas/nope',
        '/ResourceTypes/nope',
        '/ServiceProviderConfig/nope',
        '/nope',
        '/Users/1/2',
      ]) {
        expect(await client.send('GET', path)).toMatchObject({ status: 404, body: { status: '404' } });
      }
    });
  });

  it('answers 409 to the removal of the last administrator where the connection says reject, and changes nothing', async () => {
    const strict = await service.connect({ onLastAdministrator: 'reject' });
    const { tenant } = strict.organization;
    const { id } = await strict.create('/Users', { userName: 'last@acme.example' });
    const { database } = service.application;
    const user = await database.directoryUsers.get(tenant, id);
    await strict.organization.makeAdministrator(user?.accountId ?? '');
    const refused = await strict.send('PUT', `/Users/${id}`, { userName: 'last@acme.example', active: false });
    expect(refused).toMatchObject({
      status: 409,
      body: { status: '409', detail: expect.stringContaining('administrator') },
    });
    expect(refused.body).not.toHaveProperty('scimType');
    expect((await strict.send('GET', `/Users/${id}`)).body.active).toBe(true);
    const jobs = await database.syncJobs.find(tenant, { where: { op: 'eq', field: 'state', value: 'refused' } });
    expect(jobs).toHaveLength(1);
    const events = await database.auditEvents.find(tenant, { where: { op: 'eq', field: 'outcome', value: 'refused' } });
    expect(events).toHaveLength(1);
  });

  it('keeps connections apart, also two of one organization', async () => {
    const other = await service.connect();
    const { id } = await client.create('/Users', { userName: 'a', externalId: 'x' });
    const group = await client.create('/Groups', { displayName: 'G', members: [{ value: id }] });
    for (const [method, path, body] of [
      ['GET', `/Users/${id}`, undefined],
      ['PUT', `/Users/${id}`, { userName: 'a' }],
      ['PATCH', `/Users/${id}`, { Operations: [{ op: 'remove', path: 'title' }] }],
      ['DELETE', `/Users/${id}`, undefined],
      ['GET', `/Groups/${group.id}`, undefined],
      ['PUT', `/Groups/${group.id}`, { displayName: 'G' }],
      ['PATCH', `/Groups/${group.id}`, { Operations: [{ op: 'remove', path: 'members' }] }],
      ['DELETE', `/Groups/${group.id}`, undefined],
    ] as const) {
      expect((await other.send(method, path, body)).status).toBe(404);
    }
    for (const path of [
      '/Users',
      '/Groups',
      `/Groups?filter=members+eq+%22${id}%22`,
      `/Users?filter=groups+eq+%22${group.id}%22`,
    ]) {
      expect((await other.send('GET', path)).body).toMatchObject({ totalResults: 0, Resources: [] });
    }
    const foreign = await other.send('POST', '/Groups', { displayName: 'H', members: [{ value: id }] });
    expect(foreign.status).toBe(400);
    expect((await client.send('GET', `/Groups/${group.id}`)).body.members).toHaveLength(1);
  });

  it('answers hostile ids and keys without harm', async () => {
    const ids = [
      '%00',
      '%',
      '..%2f..',
      "x'%20or%20'1",
      'x"%20or%20id%20eq%20"1',
      'a'.repeat(5000),
      '__proto__',
      '%F0%9F%92%A5',
    ];
    for (const id of ids) {
      for (const endpoint of ['Users', 'Groups']) {
        expect((await client.send('GET', `/${endpoint}/${id}`)).status).toBe(404);
        expect((await client.send('DELETE', `/${endpoint}/${id}`)).status).toBe(404);
      }
    }
    const hostile = await client.send(
      'POST',
      '/Users',
      '{"userName":"h","__proto__":{"active":false},"constructor":{"x":1}}',
    );
    expect(hostile).toMatchObject({ status: 201, body: { active: true } });
    for (const userName of ['a\u0000b', 'a\ud800b']) {
      expect(await client.send('POST', '/Users', JSON.stringify({ userName }))).toMatchObject({
        status: 400,
        body: { scimType: 'invalidValue' },
      });
    }
    expect(service.logged).toEqual([]);
  });
});

describe('The SCIM protocol when something is broken', () => {
  const failing = (error: unknown): Partial<Database> => ({
    directoryUsers: {
      get: () => Promise.reject(error),
      find: () => Promise.reject(error),
    } as unknown as Database['directoryUsers'],
  });

  async function answered(error: unknown) {
    const service = await startScimService({
      directory: { ...directory, createDirectoryUser: () => Promise.reject(error) },
    });
    const client = await service.connect();
    Object.assign(service.application.database, failing(error));
    const answers = await Promise.all([
      client.send('GET', '/Users'),
      client.send('GET', '/Users/1'),
      client.send('POST', '/Users', { userName: 'a' }),
    ]);
    const { logged } = service;
    await service.close();
    return { answers, logged };
  }

  it.each([
    ['the database is gone', new DatabaseUnavailable('connect ECONNREFUSED 10.0.0.7:5432')],
    ['there is too much contention', new Contention('directoryUsers 42')],
  ])('answers 503 with Retry-After when %s', async (_case, error) => {
    const { answers, logged } = await answered(error);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, body: { status: '503' }, headers: { 'retry-after': '5' } });
      expect(answer.text).not.toMatch(/ECONN|10\.0|directoryUsers/);
    }
    expect(logged).toEqual([]);
  });

  it('answers 500 without internals for what nobody foresaw, and logs it under the request id', async () => {
    const { answers, logged } = await answered(new TypeError('secret internals at /srv/app.js:1'));
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 500, body: { status: '500' } });
      expect(answer.text).not.toContain('internals');
      expect(logged).toContainEqual(expect.objectContaining({ requestId: answer.headers['x-request-id'] }));
    }
  });
});
