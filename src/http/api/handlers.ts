import type { contract } from './contract.ts';
import type { Handlers } from './handler.ts';
import { auditEventHandlers } from './handlers/audit-events.ts';
import { connectionRequestHandlers } from './handlers/connection-requests.ts';
import { connectionHandlers } from './handlers/connections.ts';
import { directoryHandlers } from './handlers/directory.ts';
import { extensionSchemaHandlers } from './handlers/extension-schemas.ts';
import { holdHandlers } from './handlers/holds.ts';
import { instanceHandlers } from './handlers/instance.ts';
import { mappingHandlers } from './handlers/mappings.ts';
import { oauthClientHandlers } from './handlers/oauth-clients.ts';
import { organizationHandlers } from './handlers/organizations.ts';
import { peopleHandlers } from './handlers/people.ts';
import { sessionHandlers } from './handlers/session.ts';
import { syncJobHandlers } from './handlers/sync-jobs.ts';

/** A handler for every operation of the contract; a missing or superfluous one is a type error. */
export const handlers: Handlers<typeof contract> = {
  ...sessionHandlers,
  ...organizationHandlers,
  ...peopleHandlers,
  ...connectionHandlers,
  ...connectionRequestHandlers,
  ...oauthClientHandlers,
  ...extensionSchemaHandlers,
  ...directoryHandlers,
  ...mappingHandlers,
  ...syncJobHandlers,
  ...holdHandlers,
  ...auditEventHandlers,
  ...instanceHandlers,
};
