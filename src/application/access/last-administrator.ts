import type { Scope } from '../../domain/access/role.ts';

/**
 * The change would take the last usable administrator of a scope. Thrown where a change is decided at once (by hand, or
 * over a connection set to `reject`); changes decided by the worker become a hold instead.
 */
export class LastAdministrator extends Error {
  override readonly name = 'LastAdministrator';
  readonly scope: Scope;
  constructor(scope: Scope, detail: string) {
    super(detail);
    this.scope = scope;
  }
}
