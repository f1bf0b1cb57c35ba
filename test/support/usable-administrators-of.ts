import { usableAdministrators } from '../../src/application/access/usable-administrators.ts';
import type { Application } from '../../src/application/application.ts';

/** Who administers an organization and can sign in, in account order, all seen at one moment. */
export const usableAdministratorsOf = (app: Application, tenant: string): Promise<string[]> =>
  app.database.transaction(async (tx) => {
    const found: string[] = [];
    for await (const id of usableAdministrators(tx, tenant, { kind: 'organization', id: tenant })) found.push(id);
    return found;
  });
