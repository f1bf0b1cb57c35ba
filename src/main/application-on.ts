import type { Application } from '../application/application.ts';
import { passThrough } from '../application/ports/checkpoints.ts';
import type { Log } from '../application/ports/log.ts';
import type { Configuration } from './configuration/configuration.ts';
import type { Storage } from './open-storage.ts';
import { systemClock } from './system-clock.ts';
import { timeOrderedId } from './time-ordered-id.ts';

/** The application without a way to tell the workers: what it accepts is found by the relay. */
export const applicationOn = (
  { chunkSize }: Pick<Configuration, 'chunkSize'>,
  { database }: Pick<Storage, 'database'>,
  log: Log,
): Omit<Application, 'announce'> => ({
  database,
  clock: systemClock,
  checkpoints: passThrough,
  newId: timeOrderedId,
  chunkSize,
  reportError: (error, context) => log.error({ err: error, ...context }, 'Something unexpected happened'),
});
