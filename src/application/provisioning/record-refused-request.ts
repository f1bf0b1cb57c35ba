import type { Application } from '../application.ts';
import { connectionEvent } from './connection-event.ts';
import type { ConnectionRequest } from './connection-request.ts';

export interface RefusedRequest {
  /** The HTTP status it was answered with; absent when part of it was carried out. */
  readonly status?: number;
  readonly reason: string;
}

/** Leaves the audit event of an authenticated write that was refused and changed nothing. */
export async function recordRefusedRequest(
  app: Application,
  request: ConnectionRequest,
  { status, reason }: RefusedRequest,
): Promise<void> {
  await app.database.optimistic(async (tx) => {
    tx.auditEvents.insert(
      connectionEvent(app, request, {
        action: 'directory_request.refused',
        outcome: 'refused',
        details: { ...(status !== undefined && { status }), reason, request: request.recorded },
      }),
    );
  });
}
