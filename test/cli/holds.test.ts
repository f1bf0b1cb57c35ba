import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../src/story/api/api-client.ts';
import { addMembers, assignUser, createGroup, deactivateUser, okta } from '../../src/story/okta/okta.ts';
import { play } from '../../src/story/player/play.ts';
import { ScimClient } from '../../src/story/player/scim-client.ts';
import { runHoldfast } from '../support/run-holdfast.ts';
import { startTestService, type TestService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

interface Hold {
  readonly id: string;
  readonly state: string;
  readonly causes: readonly { readonly jobId: string }[];
}

/** Two organizations whose only administrator was deactivated by the directory: one hold each. */
describe('holds from the command line', () => {
  let service: TestService;
  let api: ApiClient;
  const run = (...args: string[]) => runHoldfast(args, { environment: service.environment });

  beforeAll(async () => {
    service = await startTestService();
    api = await service.becomeFirstAdministrator();
  });
  afterAll(() => service.stop());

  async function organizationWithHold(slug: string): Promise<Hold> {
    const below = `/organizations/${slug}`;
    const organization = await api.post<{ id: string }>('/organizations', { name: slug, slug });
    const { token } = await api.post<{ token: { token: string } }>(`${below}/connections`, {
      type: 'okta',
      name: 'Okta',
    });
    const client = new ScimClient(okta, service.scimBaseUrl, token.token);
    const [givenName, familyName, email] = ['Ada', 'Last', `ada@${slug}.example`];
    const person = {
      givenName,
      familyName,
      displayName: 'Ada Last',
      email,
      externalId: '00u1',
      password: 'pl4ceHolder',
    };
    const { userId } = await play(client, assignUser, { person });
    const { groupId } = await play(client, createGroup, { group: { name: 'Admins' } });
    await play(client, addMembers, { groupId, members: [{ value: userId, display: email }] });
    await api.post(`${below}/mappings`, {
      match: { by: 'group', groupId },
      scopeKind: 'organization',
      scopeId: organization.id,
      role: 'admin',
    });
    await until('the administrator', async () => {
      const grants = await api.list(`${below}/grants?role=admin`).catch(() => []);
      return grants.length === 1;
    });
    await play(client, deactivateUser, { person, userId });
    client.close();
    return await until('the hold', async () => {
      const listed = await run('holds', 'list', '--organization', slug, '--json');
      return listed.json<Hold[]>()[0];
    });
  }

  it('are shown with who wanted what, and completed by making somebody else administrator', async () => {
    const hold = await organizationWithHold('acme');
    expect((await run('holds', 'list')).stdout).toMatch(/open +acme +ada@acme\.example +Deactivate ada@acme\.example/);
    const shown = await run('holds', 'show', hold.id);
    expect(shown.stdout).toContain('ada@acme.example stays administrator');
    expect(shown.stdout).toContain(hold.causes[0]?.jobId ?? 'no job');
    const why = await run('why', '--organization', 'acme', '--account', 'ada@acme.example');
    expect(why.stdout).toContain(`kept by hold ${hold.id}`);
    const job = await run('jobs', 'show', hold.causes[0]?.jobId ?? '');
    expect(job.stdout).toMatch(/State +held/);
    expect(job.stdout).toMatch(/ada@acme\.example +held +organization acme: organization administrator/);

    const self = await run('holds', 'complete', hold.id, '--make-administrator', 'ada@acme.example');
    expect(self).toMatchObject({ code: 1, stderr: expect.stringContaining('Choose somebody else') });
    const completed = await run('holds', 'complete', hold.id, '--make-administrator', 'root@holdfast.example');
    expect(completed).toMatchObject({ code: 0, stdout: expect.stringContaining('is administrator now') });
    await until('the hold to complete', async () => {
      const { state } = (await run('holds', 'show', hold.id, '--json')).json<Hold>();
      return state === 'completed';
    });
    const again = await run('holds', 'complete', hold.id, '--make-administrator', 'root@holdfast.example');
    expect(again).toMatchObject({ code: 1, stderr: 'holdfast: This hold is completed already.\n' });
  });

  it('are discarded for a while, with a reason', async () => {
    const hold = await organizationWithHold('globex');
    const tooLong = await run('holds', 'discard', hold.id, '--reason', 'Still needed', '--days', '90');
    expect(tooLong).toMatchObject({ code: 1, stderr: expect.stringMatching(/^holdfast: days: /) });
    const discarded = await run('holds', 'discard', hold.id, '--reason', 'Still needed', '--days', '3');
    expect(discarded).toMatchObject({ code: 0, stdout: 'ada@globex.example stays administrator for 3 days.\n' });
    const listed = await run('holds', 'list', '--organization', 'globex', '--state', 'discarded', '--json');
    expect(listed.json<Hold[]>()).toEqual([expect.objectContaining({ id: hold.id, state: 'discarded' })]);
  });
});
