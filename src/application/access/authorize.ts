import { Forbidden } from '../errors.ts';

/** Somebody who was authenticated: an account, by session or API token. */
export interface Principal {
  readonly accountId: string;
  readonly via: 'session' | 'api_token';
  readonly isInstanceAdministrator: boolean;
}

/** What the action is done to. */
export type Resource =
  | { readonly kind: 'organization'; readonly organizationId: string }
  | { readonly kind: 'instance' };

/**
 * Who may do what. `own` actions touch only what belongs to the caller. Roles of organizations, teams and projects join
 * this table by the cells of the permission matrix that an action needs.
 */
const ALLOWED = {
  'session.own': ['anybody'],
  'api_tokens.own': ['anybody'],
  'organizations.list': ['instance_admin'],
  'organizations.create': ['instance_admin'],
  'organizations.read': ['instance_admin'],
  'organizations.change': ['instance_admin'],
  'overview.read': ['instance_admin'],
  'teams.read': ['instance_admin'],
  'teams.create': ['instance_admin'],
  'projects.read': ['instance_admin'],
  'projects.create': ['instance_admin'],
  'people.read': ['instance_admin'],
  'people.suspend': ['instance_admin'],
  'people.restore': ['instance_admin'],
  'grants.read': ['instance_admin'],
  'grants.create': ['instance_admin'],
  'grants.delete': ['instance_admin'],
  'connections.read': ['instance_admin'],
  'connections.create': ['instance_admin'],
  'connections.change': ['instance_admin'],
  'connections.delete': ['instance_admin'],
  'connections.tokens': ['instance_admin'],
  'directory.read': ['instance_admin'],
  'mappings.read': ['instance_admin'],
  'mappings.change': ['instance_admin'],
  'sync_jobs.read': ['instance_admin'],
  'sync_jobs.retry': ['instance_admin'],
  'holds.list_all': ['instance_admin'],
  'holds.read': ['instance_admin'],
  'holds.decide': ['instance_admin'],
  'audit_events.read': ['instance_admin'],
  'accounts.read': ['instance_admin'],
  'accounts.change': ['instance_admin'],
  'instance.read': ['instance_admin'],
  'instance.change': ['instance_admin'],
} as const satisfies Record<string, readonly ('anybody' | 'instance_admin')[]>;

export type Action = keyof typeof ALLOWED;
export const ACTIONS = Object.keys(ALLOWED) as readonly Action[];

/** The one place that decides whether somebody may do something. @throws Forbidden */
export function authorize(principal: Principal, action: Action, _resource: Resource): void {
  const allowed: readonly string[] = ALLOWED[action];
  if (allowed.includes('anybody')) return;
  if (allowed.includes('instance_admin') && principal.isInstanceAdministrator) return;
  throw new Forbidden('Only instance administrators may do this');
}
