import type { Application } from '../application.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { OperatingMode } from '../ports/rows.ts';

/**
 * Switches the whole installation to read-only or back; false when it is so already. Every process knows within five
 * seconds. `database` is the one without a gate.
 */
export function switchReadOnly(
  app: Pick<Application, 'database' | 'clock' | 'newId'>,
  request: PersonRequest,
  wanted: Pick<OperatingMode, 'readOnly' | 'reason'>,
): Promise<boolean> {
  const event = personEvent(app, request, INSTANCE, {
    action: wanted.readOnly ? 'installation.made_read_only' : 'installation.made_writable',
    ...(wanted.reason && { details: { reason: wanted.reason } }),
  });
  return app.database.transaction(async (tx) => {
    const current = await tx.operatingMode.get(INSTANCE, INSTANCE);
    if ((current?.readOnly ?? false) === wanted.readOnly) return false;
    const mode = { id: INSTANCE, tenant: INSTANCE, since: app.clock.now(), ...wanted };
    if (current) tx.operatingMode.replace(mode, current.version);
    else tx.operatingMode.insert(mode);
    tx.auditEvents.insert(event);
    return true;
  });
}
