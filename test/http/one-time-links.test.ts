import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureInstance } from '../../src/application/accounts/ensure-instance.ts';
import type { IssuedLink } from '../../src/application/accounts/one-time-link.ts';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import { type ApiFixture, openApiFixture, PASSWORD } from './api-fixture.ts';

let api: ApiFixture;

beforeAll(async () => {
  api = await openApiFixture({ baseUrl: 'https://holdfast.example/' });
});
afterAll(() => api.close());

const first = (link: IssuedLink, changes: Record<string, unknown> = {}) => ({
  params: { linkId: link.id },
  body: {
    purpose: 'create_first_administrator',
    secret: link.secret,
    email: 'root@holdfast.example',
    displayName: 'Root',
    password: PASSWORD,
    ...changes,
  },
});

const freshLink = async (): Promise<IssuedLink> => {
  const { firstAdministratorLink } = await ensureInstance(api.app);
  if (!firstAdministratorLink) throw new Error('There is an administrator already');
  return firstAdministratorLink;
};

describe('before there is an administrator', () => {
  it('the first start makes the instance once, whoever starts', async () => {
    const starts = await Promise.all([1, 2, 3].map(() => ensureInstance(api.app)));
    expect(starts.filter((start) => start.isNew)).toHaveLength(1);
    expect(new Set(starts.map((start) => start.instance.installationId)).size).toBe(1);
  });

  it('the link says what it is for, to whom has its secret', async () => {
    const link = await freshLink();
    const params = { linkId: link.id };
    const told = await api.call('inspectOneTimeLink', { params, body: { secret: link.secret } });
    expect(told).toEqual({ id: link.id, purpose: 'create_first_administrator', expiresAt: link.expiresAt });
    await api.fail('inspectOneTimeLink', { params, body: { secret: 'x'.repeat(43) } }, {}, 410);
  });

  it.each([
    ['a wrong secret', { secret: 'x'.repeat(43) }, 410],
    ['the other purpose', { purpose: 'set_password', email: undefined, displayName: undefined }, 410],
    ['a short password', { password: 'short' }, 400],
    ['no e-mail', { email: 'root' }, 400],
  ])('%s does not use the link up', async (_what, changes, status) => {
    const link = await freshLink();
    await api.fail('redeemOneTimeLink', first(link, changes), {}, status);
    const told = await api.call('inspectOneTimeLink', {
      params: { linkId: link.id },
      body: { secret: link.secret },
    });
    expect(told.id).toBe(link.id);
  });

  it('an old link does not work', async () => {
    const link = await freshLink();
    api.pass(24 * 3_600_000);
    await api.fail('redeemOneTimeLink', first(link), {}, 410);
  });

  it('of two links used at the same moment one makes the administrator', async () => {
    const links = await Promise.all([freshLink(), freshLink()]);
    const answers = await Promise.all(
      links.map(async (link, index) => {
        return await api.send('redeemOneTimeLink', first(link, { email: `root${index}@holdfast.example` }));
      }),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const grants = await api.database.roleGrants.find(INSTANCE);
    expect(grants).toMatchObject([
      { role: 'instance_admin', scopeKind: 'instance', scopeId: INSTANCE, source: { kind: 'first_user' } },
    ]);
    expect(await ensureInstance(api.app)).not.toHaveProperty('firstAdministratorLink');
  });
});

describe('a link that sets a password', () => {
  it('works once, and not after a newer one was made', async () => {
    const [grant] = await api.database.roleGrants.find(INSTANCE);
    const accountId = grant?.accountId ?? '';
    const account = await api.database.accounts.get(INSTANCE, accountId);
    const response = await api.send('signIn', { body: { email: account?.email, password: PASSWORD } });
    const [cookie = ''] = (response.get('Set-Cookie') ?? []).map((one) => one.replace(/;.*/, ''));
    const admin = { cookie, csrf: response.body.csrfToken };

    const ana = await api.call('createAccount', { body: { email: 'ana@holdfast.example' } }, admin);
    const make = async () => {
      const { url } = await api.call('createSetPasswordLink', { params: { accountId: ana.id } }, admin);
      expect(url).toMatch(/^https:\/\/holdfast\.example\/welcome#[\w-]+\.[\w-]{43}$/);
      const [linkId = '', secret = ''] = new URL(url).hash.slice(1).split('.');
      return { params: { linkId }, body: { purpose: 'set_password', secret, password: PASSWORD } };
    };
    const older = await make();
    const newer = await make();
    await api.fail('redeemOneTimeLink', older, {}, 410);
    const session = await api.call('redeemOneTimeLink', newer);
    expect(session.account.email).toBe('ana@holdfast.example');
    await api.fail('redeemOneTimeLink', newer, {}, 410);
  });

  it('cannot be guessed at without end', async () => {
    const params = { linkId: 'guessed' };
    for (let tries = 0; tries < 10; tries += 1) {
      await api.fail('inspectOneTimeLink', { params, body: { secret: `s${tries}` } }, {}, 410);
    }
    await api.fail('inspectOneTimeLink', { params, body: { secret: 'one more' } }, {}, 429);
  });
});
