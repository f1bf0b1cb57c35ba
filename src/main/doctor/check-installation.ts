import { usableAdministrators } from '../../application/access/usable-administrators.ts';
import type { Application } from '../../application/application.ts';
import { INSTANCE } from '../../application/ports/collection.ts';
import { and, eq, lt } from '../../application/ports/query.ts';
import { guardedRole, type Scope } from '../../domain/access/role.ts';
import type { RoleGrant } from '../../domain/access/role-grant.ts';
import { addMs } from '../../domain/instant.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import { type Finding, failed, ok, warning } from './finding.ts';

const OVERDUE_MS = 60_000;

/**
 * The promise itself, looked at from outside: no scope that has administrators is without one who can sign in. Checked
 * for the instance and every organization.
 */
export async function checkAdministrators({ database }: Application): Promise<Finding[]> {
  const instance: Scope = { kind: 'instance', id: INSTANCE };
  const findings: Finding[] = [];
  if (!(await hasAdministrators(database, INSTANCE, instance))) {
    findings.push(warning('Instance', 'has no administrator yet', 'Run "holdfast link" and open the link it prints.'));
  } else if (!(await hasUsableAdministrator(database, INSTANCE, instance))) {
    findings.push(
      failed('Instance', 'has no administrator who can sign in', 'Run "holdfast recover-admin --instance --email …".'),
    );
  }
  let organizations = 0;
  for await (const { id, slug } of database.organizations.scan(INSTANCE)) {
    organizations++;
    const scope: Scope = { kind: 'organization', id };
    if (!(await hasAdministrators(database, id, scope)) || (await hasUsableAdministrator(database, id, scope)))
      continue;
    findings.push(
      failed(
        `Organization ${slug}`,
        'has no administrator who can sign in',
        `Run "holdfast recover-admin --organization ${slug} --email …".`,
      ),
    );
  }
  if (findings.length > 0) return findings;
  return [ok('Administrators', `of the instance and of ${organizations} organizations can sign in`)];
}

/** Whether the scope has administrators at all, dormant and suspended ones included. */
async function hasAdministrators({ roleGrants }: Application['database'], tenant: string, scope: Scope) {
  const role = guardedRole(scope.kind) ?? 'admin';
  const where = and<RoleGrant>(eq('scopeKind', scope.kind), eq('scopeId', scope.id), eq('role', role));
  return (await roleGrants.find(tenant, { where, limit: 1 })).length > 0;
}

const hasUsableAdministrator = (database: Application['database'], tenant: string, scope: Scope): Promise<boolean> =>
  database.transaction(async (tx) => {
    for await (const _administrator of usableAdministrators(tx, tenant, scope)) return true;
    return false;
  });

/** Work that should have been done by now, and work that gave up. */
export async function checkJobs({ database, clock }: Application, serviceRuns: boolean): Promise<Finding[]> {
  const before = addMs(clock.now(), -OVERDUE_MS);
  const [queued, abandoned, failures] = await Promise.all([
    database.syncJobs.countAcrossTenants(and<SyncJob>(eq('state', 'queued'), lt('dueAt', before))),
    database.syncJobs.countAcrossTenants(and<SyncJob>(eq('state', 'running'), lt('dueAt', before))),
    database.syncJobs.countAcrossTenants(eq<SyncJob>('state', 'failed')),
  ]);
  const overdue = queued + abandoned;
  const verdict = serviceRuns ? failed : warning;
  const fix = serviceRuns ? 'Start a worker: "holdfast worker".' : 'They are applied when Holdfast is started.';
  return [
    overdue > 0
      ? verdict('Sync jobs', `${overdue} wait or are overdue for more than a minute`, fix)
      : ok('Sync jobs', 'none is overdue'),
    ...(failures > 0
      ? [
          warning(
            'Failed jobs',
            `${failures} sync jobs failed for good`,
            'See "holdfast jobs list --state failed --organization …"; put them back with "holdfast jobs retry".',
          ),
        ]
      : []),
  ];
}
