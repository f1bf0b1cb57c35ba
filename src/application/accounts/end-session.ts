import type { Application } from '../application.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { eq } from '../ports/query.ts';

/** Signs out: the session is gone at once. Ending one that is gone already is fine. */
export async function endSession(app: Application, request: PersonRequest, sessionId: string): Promise<void> {
  await app.database.transaction(async (tx) => {
    const ended = await tx.sessions.deleteWhere(INSTANCE, eq('id', sessionId));
    tx.auditEvents.insert(
      personEvent(app, request, INSTANCE, {
        action: 'session.ended',
        outcome: ended ? 'done' : 'unchanged',
        target: { kind: 'session', id: sessionId },
      }),
    );
  });
}
