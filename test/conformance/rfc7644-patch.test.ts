import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const WORK = {
  type: 'work',
  streetAddress: '911 Universal City Plaza',
  locality: 'Hollywood',
  region: 'CA',
  postalCode: '91608',
  country: 'US',
  formatted: '911 Universal City Plaza\nHollywood, CA 91608 US',
  primary: true,
};

describe('RFC 7644 §3.5.2: modifying with PATCH', () => {
  let service: ScimService;
  let client: ScimClient;
  let user: string;
  let babs: string;
  let james: string;
  let group: string;

  beforeAll(async () => {
    service = await startScimService();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    client = await service.connect();
    const created = await client.create('/Users', {
      userName: 'bjensen',
      name: { givenName: 'Barbara', familyName: 'Jensen' },
      emails: [
        { value: 'bjensen@example.com', type: 'work', primary: true },
        { value: 'b@example.net', type: 'work' },
      ],
      addresses: [
        { type: 'work', streetAddress: '100 Universal City Plaza', locality: 'Hollywood' },
        { type: 'home', streetAddress: '456 Hollywood Blvd' },
      ],
    });
    user = `/Users/${created.id}`;
    babs = created.id;
    james = (await client.create('/Users', { userName: 'jsmith' })).id;
    group = `/Groups/${(await client.create('/Groups', { displayName: 'Tour Guides', members: [{ value: james }] })).id}`;
  });

  const patch = (path: string, ...Operations: readonly object[]) =>
    client.send('PATCH', path, { schemas: [PATCH_OP], Operations });
  const members = async (): Promise<readonly string[]> =>
    (await client.send('GET', group)).body.members.map(({ value }: { value: string }) => value).sort();
  const member = (value: string, display: string) => ({ display, $ref: `${service.url}/Users/${value}`, value });

  describe('§3.5.2.1: add', () => {
    it('example: a member', async () => {
      expect((await patch(group, { op: 'add', path: 'members', value: [member(babs, 'Babs Jensen')] })).status).toBe(
        204,
      );
      expect(await members()).toEqual([babs, james].sort());
    });

    it('example: without a path', async () => {
      const answer = await patch(user, {
        op: 'add',
        value: { emails: [{ value: 'babs@jensen.org', type: 'home' }], nickname: 'Babs' },
      });
      expect(answer.status).toBe(200);
      expect(answer.body.nickName).toBe('Babs');
      expect(answer.body.emails.at(-1)).toEqual({ value: 'babs@jensen.org', type: 'home' });
      expect(answer.body.emails).toHaveLength(3);
    });

    it('complex values merge, existing single values are replaced, values that are there are not added again', async () => {
      const answer = await patch(
        user,
        { op: 'add', path: 'name', value: { middleName: 'Jane', familyName: 'Jensen-Smith' } },
        { op: 'add', path: 'userName', value: 'babs' },
      );
      expect(answer.body.name).toEqual({ givenName: 'Barbara', familyName: 'Jensen-Smith', middleName: 'Jane' });
      expect(answer.body.userName).toBe('babs');
      const again = await patch(user, {
        op: 'add',
        path: 'emails',
        value: [{ value: 'bjensen@example.com', type: 'work', primary: true }],
      });
      expect([again.status, again.body.meta]).toEqual([200, answer.body.meta]);
    });
  });

  describe('§3.5.2.2: remove', () => {
    it('example: all members', async () => {
      expect((await patch(group, { op: 'remove', path: 'members' })).status).toBe(204);
      expect(await members()).toEqual([]);
    });

    it('example: one member', async () => {
      await patch(group, { op: 'add', path: 'members', value: [member(babs, 'Babs')] });
      expect((await patch(group, { op: 'remove', path: `members[value eq "${james}"]` })).status).toBe(204);
      expect(await members()).toEqual([babs]);
    });

    it('example: values by a filter of two conditions', async () => {
      const answer = await patch(user, { op: 'remove', path: 'emails[type eq "work" and value ew "example.com"]' });
      expect(answer.body.emails).toEqual([{ value: 'b@example.net', type: 'work' }]);
    });

    it('example: one member out and another in', async () => {
      const answer = await patch(
        group,
        { op: 'remove', path: `members[value eq "${james}"]` },
        { op: 'add', path: 'members', value: [member(babs, 'Babs Jensen')] },
      );
      expect(answer.status).toBe(204);
      expect(await members()).toEqual([babs]);
    });

    it('no path is noTarget, a required or read-only attribute mutability, and the last value unsets', async () => {
      expect(await patch(user, { op: 'remove' })).toMatchObject({ status: 400, body: { scimType: 'noTarget' } });
      for (const path of ['userName', 'id', 'meta.created', 'groups']) {
        expect([path, await patch(user, { op: 'remove', path })]).toMatchObject([
          path,
          { status: 400, body: { scimType: 'mutability' } },
        ]);
      }
      const answer = await patch(
        user,
        { op: 'remove', path: 'emails[type eq "work"]' },
        { op: 'remove', path: 'name.givenName' },
        { op: 'remove', path: 'name.familyName' },
      );
      expect(answer.body).not.toHaveProperty('emails');
      expect(answer.body).not.toHaveProperty('name');
    });
  });

  describe('§3.5.2.3: replace', () => {
    it('example: all members', async () => {
      const value = [member(babs, 'Babs Jensen'), member(james, 'James Smith')];
      expect((await patch(group, { op: 'replace', path: 'members', value })).status).toBe(204);
      expect(await members()).toEqual([babs, james].sort());
    });

    it('example: the work address whole', async () => {
      const answer = await patch(user, { op: 'replace', path: 'addresses[type eq "work"]', value: WORK });
      expect(answer.body.addresses).toEqual([WORK, { type: 'home', streetAddress: '456 Hollywood Blvd' }]);
    });

    it('example: the street of the work address', async () => {
      const answer = await patch(user, {
        op: 'replace',
        path: 'addresses[type eq "work"].streetAddress',
        value: '1010 Broadway Ave',
      });
      expect(answer.body.addresses).toEqual([
        { type: 'work', streetAddress: '1010 Broadway Ave', locality: 'Hollywood' },
        { type: 'home', streetAddress: '456 Hollywood Blvd' },
      ]);
    });

    it('example: several attributes without a path', async () => {
      const emails = [
        { value: 'bjensen@example.com', type: 'work', primary: true },
        { value: 'babs@jensen.org', type: 'home' },
      ];
      const answer = await patch(user, { op: 'replace', value: { emails, nickname: 'Babs' } });
      expect(answer.body).toMatchObject({ emails, nickName: 'Babs', userName: 'bjensen' });
      expect(answer.body.emails).toHaveLength(2);
    });

    it('what is not there is added, complex values keep what is not named, and a filter without a match is noTarget', async () => {
      const answer = await patch(
        user,
        { op: 'replace', path: 'title', value: 'Guide' },
        { op: 'replace', path: 'name', value: { familyName: 'Smith' } },
      );
      expect(answer.body).toMatchObject({ title: 'Guide', name: { givenName: 'Barbara', familyName: 'Smith' } });
      for (const path of ['emails[type eq "home"]', 'emails[type eq "home"].value']) {
        const value = path.endsWith('value') ? 'x@y.example' : { value: 'x@y.example' };
        expect(await patch(user, { op: 'replace', path, value })).toMatchObject({
          status: 400,
          body: { scimType: 'noTarget' },
        });
      }
    });
  });

  describe('§3.5.2: the request as a whole', () => {
    it('is atomic: one operation that fails undoes those before it', async () => {
      const before = (await client.send('GET', user)).body;
      const refused = await patch(
        user,
        { op: 'replace', path: 'title', value: 'Guide' },
        { op: 'add', path: 'members', value: [] },
      );
      expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidPath' } });
      expect((await client.send('GET', user)).body).toEqual(before);
      const group2 = await patch(
        group,
        { op: 'remove', path: 'members' },
        { op: 'add', path: 'members', value: [{ value: 'nobody' }] },
      );
      expect(group2.status).toBe(400);
      expect(await members()).toEqual([james]);
    });

    it('takes primary from the others when one becomes primary', async () => {
      const answer = await patch(user, {
        op: 'add',
        path: 'emails',
        value: [{ value: 'new@example.com', type: 'other', primary: true }],
      });
      expect(answer.body.emails.filter(({ primary }: { primary?: boolean }) => primary)).toEqual([
        { value: 'new@example.com', type: 'other', primary: true },
      ]);
    });

    it('figure 2: the paths of the grammar, qualified ones and any case included', async () => {
      const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
      const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
      for (const [path, value] of [
        ['name.familyName', 'Smith'],
        ['NAME.FAMILYNAME', 'Smithe'],
        [`${core}:name.givenName`, 'Babs'],
        [`${enterprise}:employeeNumber`, '701984'],
        ['addresses[type eq "work" and not (streetAddress sw "9")]', WORK],
      ] as const) {
        expect([path, (await patch(user, { op: 'replace', path, value })).status]).toEqual([path, 200]);
      }
      expect((await client.send('GET', user)).body).toMatchObject({
        name: { familyName: 'Smithe', givenName: 'Babs' },
        [enterprise]: { employeeNumber: '701984' },
      });
      for (const path of [
        'name.',
        'emails[',
        'emails[type eq "work"',
        'emails[].value',
        'name.familyName.x',
        '[a eq 1]',
      ]) {
        const answer = await patch(user, { op: 'replace', path, value: 'x' });
        expect([path, answer.status]).toEqual([path, 400]);
        expect(['invalidPath', 'invalidFilter']).toContain(answer.body.scimType);
      }
    });

    it('needs Operations, each with a known op', async () => {
      for (const body of [{}, { Operations: [] }, { Operations: [{ op: 'move', path: 'title', value: 'x' }] }, []]) {
        expect(await client.send('PATCH', user, body)).toMatchObject({
          status: 400,
          body: { scimType: 'invalidSyntax' },
        });
      }
    });

    it('an immutable sub-attribute cannot be changed', async () => {
      const answer = await patch(group, { op: 'replace', path: `members[value eq "${james}"].value`, value: babs });
      expect(answer).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
    });
  });
});
