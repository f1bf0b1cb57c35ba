/** Somebody who would stop being administrator of a scope. */
export interface AdministratorLoss {
  readonly accountId: string;
  readonly loginCapable: boolean;
  readonly lastSignInAt?: string | undefined;
}

export interface GuardDecision {
  /** Who may lose the role. */
  readonly allowed: ReadonlySet<string>;
  /** Who must keep it. */
  readonly kept: ReadonlySet<string>;
  /** The usable administrator every allowed loss relies on; its account must not vanish before the commit. */
  readonly reliedOn?: string;
}

/** Sorts before every instant. */
const NEVER = '0';

/**
 * The order in which losses are decided, as text: least recent sign-in first (never signed in before all others), then
 * account id. Whoever comes last is the one kept, whatever the chunk size.
 */
export const guardOrder = (loss: Pick<AdministratorLoss, 'accountId' | 'lastSignInAt'>): string =>
  `${loss.lastSignInAt ?? NEVER}|${loss.accountId}`;

/**
 * The last-administrator rule for one scope: no change may take an administrator from it unless an active, login-capable
 * administrator of it remains. Decided per person, so that exactly as many are kept as the rule needs: none when a usable
 * administrator remains outside the losses, else the last login-capable one in guard order, else (nobody usable at all)
 * everybody.
 *
 * @param losses who would lose the role, in any order; every one of them is an active administrator now
 * @param usableOthers login-capable administrators that remain: holders outside the losses, and gainers of this change
 */
export function guardLastAdministrator(
  losses: readonly AdministratorLoss[],
  usableOthers: readonly string[],
): GuardDecision {
  const all = losses.map((loss) => loss.accountId);
  const remaining = usableOthers[0];
  if (remaining !== undefined) return { allowed: new Set(all), kept: new Set(), reliedOn: remaining };

  const lastUsable = losses
    .filter((loss) => loss.loginCapable)
    .map((loss) => ({ loss, order: guardOrder(loss) }))
    .reduce<{ loss: AdministratorLoss; order: string } | undefined>(
      (last, next) => (last === undefined || next.order > last.order ? next : last),
      undefined,
    )?.loss.accountId;
  if (lastUsable === undefined) return { allowed: new Set(), kept: new Set(all) };
  return {
    allowed: new Set(all.filter((accountId) => accountId !== lastUsable)),
    kept: new Set([lastUsable]),
    reliedOn: lastUsable,
  };
}
