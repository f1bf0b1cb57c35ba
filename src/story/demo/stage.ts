import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../api/api-client.ts';
import type { Exchange, Variables } from '../player/exchange.ts';
import { play } from '../player/play.ts';
import type { ScimClient } from '../player/scim-client.ts';
import type { KnownGroup, KnownPerson } from './cast.ts';
import type { Narrator } from './narrator.ts';

/** The processes the story can lose and get back. */
export interface WorkerProcess {
  /** SIGKILL. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** What the acts work with: the API, both identity providers, the worker, and what came to be so far. */
export interface Stage {
  readonly narrator: Narrator;
  readonly api: ApiClient;
  readonly okta: ScimClient;
  readonly entra: ScimClient;
  readonly worker: WorkerProcess;
  /** People of the initial sync. */
  readonly users: number;
  readonly scene: Scene;
}

/** What the acts leave to each other. */
export interface Scene {
  readonly organization: { readonly id: string; readonly slug: string };
  readonly connections: { readonly okta: string; readonly entra: string };
  readonly teams: Readonly<Record<'engineering' | 'design', string>>;
  readonly projects: Readonly<Record<'apollo' | 'handbook', string>>;
  readonly people: { readonly okta: KnownPerson[]; readonly entra: KnownPerson[] };
  readonly groups: Map<string, KnownGroup>;
  /** Mapping ids by the name of their group. */
  readonly mappings: Map<string, string>;
}

export interface PersonView {
  readonly accountId: string;
  readonly email: string;
  readonly state: 'active' | 'suspended' | 'ended';
  readonly roles: readonly { readonly scope: { readonly kind: string; readonly id: string }; readonly role: string }[];
}

export interface HoldView {
  readonly id: string;
  readonly state: 'open' | 'completed' | 'superseded' | 'discarded';
  readonly person: { readonly accountId: string; readonly email?: string };
  readonly explanation: string;
  readonly causes: readonly { readonly jobId: string; readonly summary: string }[];
}

export interface JobView {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly summary: string;
  readonly createdAt: string;
  readonly done?: number;
  readonly counts: Readonly<Record<string, number>>;
}

const PATIENCE_MS = 60_000;

export const below = ({ scene }: Stage, path: string): string => `/organizations/${scene.organization.slug}${path}`;

/** Plays what a provider sends; `userId` and the like come back. */
export const push = (
  client: ScimClient,
  exchanges: readonly Exchange[],
  variables: Variables,
): Promise<Record<string, string>> => play(client, exchanges, variables);

/** Waits until something is so, and says whether it came to be. */
export async function eventually(condition: () => Promise<boolean>, patienceMs = PATIENCE_MS): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() > deadline) return false;
    await delay(40);
  }
}

/** Waits until no sync job waits or runs. */
export const settled = (stage: Stage): Promise<boolean> =>
  eventually(async () => (await stage.api.get<{ waitingJobs: number }>(below(stage, '/overview'))).waitingJobs === 0);

export const personOf = (stage: Stage, email: string): Promise<PersonView> =>
  stage.api.get(below(stage, `/people/${encodeURIComponent(email)}`));

export const hasRole = (view: PersonView, kind: string, id: string, role: string): boolean =>
  view.roles.some((one) => one.scope.kind === kind && one.scope.id === id && one.role === role);

export const isAdministrator = async (stage: Stage, email: string): Promise<boolean> =>
  hasRole(await personOf(stage, email), 'organization', stage.scene.organization.id, 'admin');

export const openHolds = (stage: Stage): Promise<HoldView[]> => stage.api.list(below(stage, '/holds?state=open'));

export const holdOf = (stage: Stage, holdId: string): Promise<HoldView> =>
  stage.api.get(below(stage, `/holds/${holdId}`));

/** Okta sends `display` along with each member. */
export const oktaMembers = (people: readonly KnownPerson[]) =>
  people.map(({ userId, email }) => ({ value: userId, display: email }));

export const entraMembers = (people: readonly KnownPerson[]) =>
  people.map(({ userId }) => ({ $ref: null, value: userId }));

export function groupNamed(stage: Stage, name: string): KnownGroup {
  const found = stage.scene.groups.get(name);
  if (!found) throw new Error(`There is no group ${name} in the story`);
  return found;
}

export function someone(people: readonly KnownPerson[], index: number): KnownPerson {
  const found = people[index];
  if (!found) throw new Error('The story needs more people');
  return found;
}
