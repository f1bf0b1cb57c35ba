import { guardLastAdministrator, guardOrder } from '../../domain/access/last-administrator-guard.ts';
import { isLoginCapable } from '../../domain/access/login-capable.ts';
import { type Scope, scopeKey } from '../../domain/access/role.ts';
import { changesAccess, type Plan, planSubject, withholdRole } from '../../domain/provisioning/plan.ts';
import type { SubjectVerdict } from '../../domain/provisioning/sync-job.ts';
import { findUsableAdministrator } from '../access/usable-administrators.ts';
import type { Transaction } from '../ports/database.ts';
import { type LoadedSubjects, loadSubjects } from './load-subjects.ts';

/** What was decided about one subject; `plan` is what is applied (already without what the guard withheld). */
export interface Decision {
  readonly accountId: string;
  readonly verdict: Extract<SubjectVerdict, 'applied' | 'unchanged' | 'held' | 'deferred' | 'exempted'>;
  readonly plan: Plan;
  /** What the guard said, when it had a say. */
  readonly guard?: string;
  /** Why the guard refused, as the end of a sentence; only for held subjects. */
  readonly refusedBecause?: string;
  /** Orders deferred losers. */
  readonly guardOrder?: string;
}

export interface Decisions {
  readonly loaded: LoadedSubjects;
  readonly scope: Scope;
  readonly decisions: readonly Decision[];
  /** The administrator whom every allowed loss relies on. */
  readonly reliedOn?: string;
  /** A usable administrator came to be: open holds of the scope can be tried again. */
  readonly gainsUsableAdministrator: boolean;
}

export interface DecideOptions {
  readonly now: string;
  /** First pass of a long job: whoever would lose the administrator role is decided after everybody else. */
  readonly deferLosers: boolean;
  /** A preview looks without raising revisions and fences, so it collides with nobody. */
  readonly lookOnly?: boolean;
}

/**
 * Decides about a chunk of subjects of one organization from their current state: plan, then guard. Its first statement
 * raises the revision of every subject, even of those whose plan turns out empty, so that two reconciles of one person
 * can never both commit on different views (design: stale plan, vanished source). Whenever somebody gains or loses the
 * administrator role, or a hold of the scope may open or close, the scope's fence is raised before anybody is counted.
 */
export async function decideSubjects(
  tx: Transaction,
  tenant: string,
  accountIds: readonly string[],
  options: DecideOptions,
): Promise<Decisions> {
  if (!options.lookOnly) tx.subjects.bump(tenant, accountIds);
  const loaded = await loadSubjects(tx, tenant, accountIds, options.now);
  const scope: Scope = { kind: 'organization', id: tenant };
  const key = scopeKey(scope);

  const plans = [...loaded.states.values()].map((state) => planSubject(state, loaded.rules));
  const isAdmin = (roles: Plan['rolesBefore']) => roles[key] === 'admin';
  const losing = plans.filter((plan) => isAdmin(plan.rolesBefore) && !isAdmin(plan.rolesAfter));
  const gaining = plans.filter((plan) => !isAdmin(plan.rolesBefore) && isAdmin(plan.rolesAfter));
  const usable = (accountId: string) => {
    const account = loaded.accounts.get(accountId);
    return account !== undefined && isLoginCapable(account);
  };

  const exempt = new Set(losing.filter((plan) => loaded.exceptions.has(plan.accountId)).map((plan) => plan.accountId));
  const deferred = new Set(
    options.deferLosers ? losing.filter((plan) => !exempt.has(plan.accountId)).map((plan) => plan.accountId) : [],
  );
  const losses = losing.filter((plan) => !exempt.has(plan.accountId) && !deferred.has(plan.accountId));
  const touchesAdministrators = losses.length > 0 || gaining.length > 0 || loaded.openHolds.size > 0;
  if (touchesAdministrators && !options.lookOnly) tx.fences.bump(tenant, [key]);

  const losers = new Set(losses.map((plan) => plan.accountId));
  const remaining =
    losses.length === 0
      ? undefined
      : (gaining.find((plan) => usable(plan.accountId))?.accountId ??
        (await findUsableAdministrator(tx, tenant, scope, losers)));
  const guard = guardLastAdministrator(
    losses.map((plan) => ({
      accountId: plan.accountId,
      loginCapable: usable(plan.accountId),
      lastSignInAt: loaded.accounts.get(plan.accountId)?.lastSignInAt,
    })),
    remaining === undefined ? [] : [remaining],
  );

  const decisions = plans.map((plan): Decision => {
    const { accountId } = plan;
    const state = loaded.states.get(accountId);
    if (!state) throw new Error(`No state was loaded for ${accountId}`);
    if (deferred.has(accountId)) {
      const lastSignInAt = loaded.accounts.get(accountId)?.lastSignInAt;
      return { accountId, verdict: 'deferred', plan, guardOrder: guardOrder({ accountId, lastSignInAt }) };
    }
    const exception = exempt.has(accountId) ? loaded.exceptions.get(accountId) : undefined;
    if (exception) {
      const withheld = withholdRole(plan, state, scope, 'admin', true);
      return {
        accountId,
        verdict: 'exempted',
        plan: withheld,
        guard: `Left alone until ${exception.endsAt}: ${exception.reason}`,
      };
    }
    if (guard.kept.has(accountId)) {
      const withheld = withholdRole(plan, state, scope, 'admin', keepsSessions(state.users, loaded));
      const refusedBecause = heldBecause(usable(accountId));
      return { accountId, verdict: 'held', plan: withheld, guard: `Refused: ${refusedBecause}`, refusedBecause };
    }
    const verdict = changesAccess(plan) ? 'applied' : 'unchanged';
    if (!losers.has(accountId)) return { accountId, verdict, plan };
    return { accountId, verdict, plan, guard: `Allowed: ${nameOf(guard.reliedOn, loaded)} remains administrator` };
  });

  return {
    loaded,
    scope,
    decisions,
    ...(losers.size > guard.kept.size && guard.reliedOn !== undefined && { reliedOn: guard.reliedOn }),
    gainsUsableAdministrator: gaining.some((plan) => usable(plan.accountId)),
  };
}

const heldBecause = (loginCapable: boolean): string =>
  loginCapable
    ? 'nobody else who can sign in would be administrator of the organization'
    : 'no administrator of the organization who can sign in would remain';

const nameOf = (accountId: string | undefined, loaded: LoadedSubjects): string =>
  (accountId && loaded.accounts.get(accountId)?.email) || 'another usable administrator';

/** Sessions of a held person end unless every connection that speaks about them says otherwise. */
function keepsSessions(users: readonly { readonly connectionId: string }[], loaded: LoadedSubjects): boolean {
  const policies = users.map((user) => loaded.rules.connections.get(user.connectionId)?.whileHeld ?? 'end_sessions');
  return policies.length > 0 && policies.every((policy) => policy === 'keep_sessions');
}
