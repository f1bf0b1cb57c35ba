import { expect } from '@jest/globals';
import type { Application } from '../../src/application/application.ts';
import { eq } from '../../src/application/ports/query.ts';
import { loadSubjects } from '../../src/application/provisioning/load-subjects.ts';
import { grantKey } from '../../src/domain/access/role-grant.ts';
import { changesAccess, planSubject } from '../../src/domain/provisioning/plan.ts';
import { isResting } from '../../src/domain/provisioning/sync-job.ts';
import { usableAdministratorsOf } from './usable-administrators-of.ts';

/** Every job rests, every plan from scratch is empty except for held people, and no hold is open without need. */
export async function expectConverged(app: Application, tenant: string): Promise<void> {
  const jobs = await app.database.syncJobs.find(tenant);
  expect(jobs.filter((job) => !isResting(job.state) || job.state === 'failed')).toEqual([]);

  const users = await app.database.directoryUsers.find(tenant);
  const grants = await app.database.roleGrants.find(tenant);
  const accountIds = [...new Set([...users, ...grants].flatMap((row) => row.accountId ?? []))];
  const holds = await app.database.holds.find(tenant, { where: eq('state', 'open') });
  const held = new Set(holds.map((hold) => hold.accountId));
  const loaded = await app.database.transaction((tx) => loadSubjects(tx, tenant, accountIds, app.clock.now()));
  const unsettled = [...loaded.states.values()]
    .map((state) => planSubject(state, loaded.rules))
    .filter((plan) => changesAccess(plan) && !held.has(plan.accountId));
  expect(unsettled).toEqual([]);
  expect(new Set(grants.map((grant) => `${grant.accountId} ${grantKey(grant)}`)).size).toBe(grants.length);

  if (held.size > 0) {
    expect(await usableAdministratorsOf(app, tenant)).toEqual([...held]);
    expect(held.size).toBe(1);
  }
}
