import type { ApiClient } from '../api/api-client.ts';
import type { Narrator } from './narrator.ts';
import type { Scene } from './stage.ts';

interface Created {
  readonly id: string;
}

interface CreatedConnection {
  readonly connection: Created;
  readonly token: { readonly token: string };
  readonly scimBaseUrl: string;
}

export interface SetUp {
  readonly scene: Scene;
  readonly tokens: { readonly okta: string; readonly entra: string };
  readonly scimBaseUrl: string;
}

/** The organization Acme with its teams, projects and two connections. */
export async function setUp(api: ApiClient, narrator: Narrator): Promise<SetUp> {
  narrator.chapter('Acme moves in');
  const organization = await api.post<Created & { slug: string }>('/organizations', { name: 'Acme', slug: 'acme' });
  const create = <T = Created>(path: string, body: object) => api.post<T>(`/organizations/acme${path}`, body);
  const engineering = await create('/teams', { name: 'Engineering' });
  const design = await create('/teams', { name: 'Design' });
  const apollo = await create('/projects', { teamId: engineering.id, name: 'Apollo' });
  const handbook = await create('/projects', { teamId: design.id, name: 'Handbook' });
  narrator.tell('The organization Acme has the teams Engineering and Design and the projects Apollo and Handbook.');
  const okta = await create<CreatedConnection>('/connections', { type: 'okta', name: 'Okta' });
  const entra = await create<CreatedConnection>('/connections', { type: 'entra', name: 'Entra' });
  narrator.tell('Two identity providers are connected: Okta and Microsoft Entra ID, each with a token of its own.');
  return {
    tokens: { okta: okta.token.token, entra: entra.token.token },
    scimBaseUrl: okta.scimBaseUrl,
    scene: {
      organization,
      connections: { okta: okta.connection.id, entra: entra.connection.id },
      teams: { engineering: engineering.id, design: design.id },
      projects: { apollo: apollo.id, handbook: handbook.id },
      people: { okta: [], entra: [] },
      groups: new Map(),
      mappings: new Map(),
    },
  };
}
