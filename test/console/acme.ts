import type { ApiClient } from '../../src/story/api/api-client.ts';
import { until } from '../support/until.ts';
import { type Person, type ScimClient, scimClient } from './scim-client.ts';

/** An organization with something on every screen. */
export interface Acme {
  readonly slug: string;
  readonly okta: ScimClient;
  readonly oktaId: string;
  readonly adminGroupId: string;
  readonly platformGroupId: string;
  /** The only administrator, whose removal is held. */
  readonly lastAdministratorEmail: string;
  readonly holdId: string;
  readonly holdJobId: string;
}

const GIVEN = ['Ana', 'Ben', 'Chiara', 'Dev', 'Elif', 'Farid', 'Greta', 'Hiro', 'Ines', 'Jonas', 'Kavya', 'Liam'];
const FAMILY = ['López', 'Berger', 'Rossi', 'Patel', 'Yılmaz', 'Haddad', 'Holm', 'Tanaka', 'Moreau', 'Weber'];

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace('ı', 'i')
    .toLowerCase();

/** Somebody invented; the same number is always the same person. */
export function somebody(index: number): Person {
  const givenName = GIVEN[index % GIVEN.length] ?? 'Ana';
  const familyName = FAMILY[(index * 3 + Math.floor(index / GIVEN.length)) % FAMILY.length] ?? 'Holm';
  return { givenName, familyName, email: `${plain(givenName)}.${plain(familyName)}${index}@acme.example` };
}

interface Created {
  readonly connection: { readonly id: string };
  readonly token: { readonly token: string };
  readonly scimBaseUrl: string;
}

interface JobPage {
  readonly items: readonly { readonly id: string; readonly state: string }[];
}

/** Waits until no sync job of the organization is on its way. */
export const settled = (api: ApiClient, slug: string): Promise<true> =>
  until('the sync jobs to come to rest', async () => {
    const page = await api.get<JobPage>(`/organizations/${slug}/sync-jobs?state=queued&state=running&limit=1`);
    return page.items.length === 0 || undefined;
  });

/** Plays a small company's first day: two connections, people, groups, mappings, leavers, and a held removal. */
export async function playAcme(api: ApiClient, people = 24): Promise<Acme> {
  const { id: organizationId, slug } = await api.post<{ id: string; slug: string }>('/organizations', {
    name: 'Acme',
    slug: 'acme',
  });
  const inAcme = `/organizations/${slug}`;
  const team = await api.post<{ id: string }>(`${inAcme}/teams`, { name: 'Platform' });
  await api.post(`${inAcme}/teams`, { name: 'Design' });
  const project = await api.post<{ id: string }>(`${inAcme}/projects`, { teamId: team.id, name: 'Atlas' });

  const connect = (type: string, name: string) => api.post<Created>(`${inAcme}/connections`, { type, name });
  const oktaConnection = await connect('okta', 'Okta');
  const entraConnection = await connect('entra', 'Entra (Studio)');
  await connect('generic', 'JumpCloud trial');
  const okta = scimClient(oktaConnection.scimBaseUrl, oktaConnection.token.token);
  const entra = scimClient(entraConnection.scimBaseUrl, entraConnection.token.token);

  const users: string[] = [];
  for (let index = 0; index < people; index++) users.push(await okta.createUser(somebody(index)));
  await okta.createUnlinkedUser('svc-badge-printer');
  const [first = '', second = '', third = '', fourth = ''] = users;
  const adminGroupId = await okta.createGroup('Acme Admins', [first]);
  const platformGroupId = await okta.createGroup('Platform Engineers', users.slice(1, 9));
  const ownersGroupId = await okta.createGroup('Atlas Owners', [second, third]);
  const studioUser = await entra.createUser({ givenName: 'Sol', familyName: 'Studio', email: 'sol@studio.example' });
  await entra.createGroup('Studio Billing', [studioUser]);

  const map = (match: unknown, scopeKind: string, scopeId: string, role: string) =>
    api.post(`${inAcme}/mappings`, { match, scopeKind, scopeId, role });
  await map({ by: 'group', groupId: adminGroupId }, 'organization', organizationId, 'admin');
  await map({ by: 'group', groupId: platformGroupId }, 'team', team.id, 'member');
  await map({ by: 'group', groupId: ownersGroupId }, 'project', project.id, 'owner');
  await map({ by: 'name', name: 'Studio Billing' }, 'organization', organizationId, 'billing_admin');
  await settled(api, slug);

  await okta.setActive(fourth, false);
  await okta.addMember(platformGroupId, users.at(-1) ?? '');
  await okta.deleteUser(users.at(-2) ?? '');
  await settled(api, slug);

  await okta.removeMember(adminGroupId, first);
  const hold = await until('the hold', async () => {
    const page = await api.get<{ items: { id: string; causes: { jobId: string }[] }[] }>(`${inAcme}/holds`);
    return page.items[0];
  });
  await settled(api, slug);
  return {
    slug,
    okta,
    oktaId: oktaConnection.connection.id,
    adminGroupId,
    platformGroupId,
    lastAdministratorEmail: somebody(0).email,
    holdId: hold.id,
    holdJobId: hold.causes[0]?.jobId ?? '',
  };
}
