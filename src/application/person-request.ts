import type { Actor } from '../domain/audit/audit-event.ts';

/** A request of a person, program or operator that was authenticated and authorized for what it asks. */
export interface PersonRequest {
  readonly actor: Actor;
  readonly requestId: string;
}
