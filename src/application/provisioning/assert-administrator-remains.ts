import { type Scope, scopeKey } from '../../domain/access/role.ts';
import { type Plan, planSubject } from '../../domain/provisioning/plan.ts';
import { LastAdministrator } from '../access/last-administrator.ts';
import { usableAdministrators } from '../access/usable-administrators.ts';
import type { Transaction } from '../ports/database.ts';
import { loadSubjects } from './load-subjects.ts';

/**
 * For connections set to `reject`: refuses a change of one person that would take the last administrator. Called after
 * the change was written in the same transaction, under the organization's fence. Counts only administrators who remain
 * by their grants *and* by the directory state as it is now, so a removal still waiting in the queue does not count as
 * somebody who remains.
 * @throws LastAdministrator, upon which the caller's transaction rolls back and nothing was changed.
 */
export async function assertAdministratorRemains(
  tx: Transaction,
  tenant: string,
  accountId: string,
  now: string,
): Promise<void> {
  const scope: Scope = { kind: 'organization', id: tenant };
  const key = scopeKey(scope);
  tx.subjects.bump(tenant, [accountId]);
  tx.fences.bump(tenant, [key]);
  const loaded = await loadSubjects(tx, tenant, [accountId], now);
  const plans = [...loaded.states.values()].map((state) => planSubject(state, loaded.rules));
  const loses = (plan: Plan) => plan.rolesBefore[key] === 'admin' && plan.rolesAfter[key] !== 'admin';
  if (!plans.some(loses)) return;

  for await (const candidate of usableAdministrators(tx, tenant, scope)) {
    if (candidate === accountId) continue;
    const other = await loadSubjects(tx, tenant, [candidate], now);
    const remains = [...other.states.values()].every((state) => !loses(planSubject(state, other.rules)));
    if (remains) return;
  }
  const email = loaded.accounts.get(accountId)?.email ?? 'This person';
  throw new LastAdministrator(
    scope,
    `${email} is the last administrator of the organization who can sign in. Make somebody else administrator first, then send the change again.`,
  );
}
