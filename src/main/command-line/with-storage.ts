import type { Application } from '../../application/application.ts';
import type { PersonRequest } from '../../application/person-request.ts';
import type { Storage } from '../open-storage.ts';

/**
 * Runs a command about the installation's database itself: that of the running service, or one that is started for the
 * while. What it changes is changed in read-only mode too.
 */
export async function withStorage<T>(
  name: string,
  work: (
    app: Pick<Application, 'database' | 'clock' | 'newId'>,
    request: PersonRequest,
    storage: Storage,
  ) => Promise<T>,
): Promise<T> {
  const [{ loadConfig }, { createLog }, { openStorage, purposeOfCommand }, { applicationOn }] = await Promise.all([
    import('../configuration/load-config.ts'),
    import('../create-log.ts'),
    import('../open-storage.ts'),
    import('../application-on.ts'),
  ]);
  const configuration = loadConfig();
  const log = await createLog({ logLevel: configuration.logLevel === 'silent' ? 'silent' : 'error' });
  const storage = await openStorage(configuration, {
    server: 'either',
    purpose: purposeOfCommand(name),
    migrate: false,
    log,
  });
  try {
    const app = { ...applicationOn(configuration, storage, log), database: storage.ungated };
    return await work(app, { actor: { kind: 'operator', via: 'cli' }, requestId: app.newId() }, storage);
  } finally {
    await storage.close();
  }
}
