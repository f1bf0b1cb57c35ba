import type { Application } from '../../src/application/application.ts';
import type { Checkpoint, Checkpoints } from '../../src/application/ports/checkpoints.ts';

/** Holds whoever reaches a checkpoint for the first time until released. Retries of the same work pass. */
export class HoldOnce implements Checkpoints {
  readonly place: Checkpoint;
  #release: () => void = () => {};
  readonly #released = new Promise<void>((resolve) => {
    this.#release = resolve;
  });
  #arrive: () => void = () => {};
  readonly arrived = new Promise<void>((resolve) => {
    this.#arrive = resolve;
  });
  #used = false;

  constructor(place: Checkpoint) {
    this.place = place;
  }

  async reached(place: Checkpoint): Promise<void> {
    if (place !== this.place || this.#used) return;
    this.#used = true;
    this.#arrive();
    await this.#released;
  }

  release(): void {
    this.#release();
  }
}

/** One of two transactions that race: where it is held, and what it does with the application given to it. */
export interface Racer {
  readonly heldAt: Checkpoint;
  run(app: Application): Promise<unknown>;
}

/**
 * Runs two transactions so that both have read and written everything before either commits, as far as the database lets
 * them: the first is held before its commit; the second runs until it is held too, has finished, or waits for a lock of
 * the first; then the first commits, then the second goes on. Nothing depends on how fast anything is.
 */
export async function interleave(
  app: Application,
  first: Racer,
  second: Racer,
  waitsForLock: () => Promise<boolean>,
): Promise<PromiseSettledResult<unknown>[]> {
  const holdFirst = new HoldOnce(first.heldAt);
  const holdSecond = new HoldOnce(second.heldAt);
  const one = first.run({ ...app, checkpoints: holdFirst });
  await Promise.race([holdFirst.arrived, one.catch(() => {})]);
  const two = second.run({ ...app, checkpoints: holdSecond });
  await firstOf(holdSecond.arrived, two, waitsForLock);
  holdFirst.release();
  const [outcome] = await Promise.allSettled([one]);
  holdSecond.release();
  const [other] = await Promise.allSettled([two]);
  return [outcome, other];
}

async function firstOf(
  arrived: Promise<void>,
  done: Promise<unknown>,
  waitsForLock: () => Promise<boolean>,
): Promise<void> {
  const over = { yes: false };
  const ended = () => {
    over.yes = true;
  };
  const first = Promise.race([arrived, done]).then(ended, ended);
  while (!over.yes && !(await waitsForLock())) await Promise.race([first, new Promise(setImmediate)]);
}
