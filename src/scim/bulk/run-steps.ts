import type { BulkStep } from './plan-bulk.ts';

interface Running {
  /** The most steps at one time; with 1 they run in the order of the plan. */
  readonly concurrency: number;
  /** Whether another step may start; once false, none does. */
  readonly goesOn: () => boolean;
  readonly run: (step: BulkStep) => Promise<void>;
}

/**
 * Runs a plan: each step when those it comes after are over, earlier ones first. Resolves when all that started are over;
 * what one throws ends the rest and is thrown on.
 */
export async function runSteps(steps: readonly BulkStep[], { concurrency, goesOn, run }: Running): Promise<void> {
  const left = steps.map(({ after }) => after.length);
  const waiting: number[][] = steps.map(() => []);
  for (const [step, { after }] of steps.entries()) for (const other of after) waiting[other]?.push(step);
  const ready = steps.flatMap(({ after }, step) => (after.length === 0 ? [step] : []));

  const startOne = async (step: number): Promise<void> => {
    const planned = steps[step];
    if (planned) await run(planned);
    for (const next of waiting[step] ?? []) {
      left[next] = (left[next] ?? 0) - 1;
      if (left[next] === 0) insertInOrder(ready, next);
    }
  };

  await new Promise<void>((resolve, reject) => {
    let running = 0;
    const failures: unknown[] = [];
    const fill = (): void => {
      while (running < concurrency && ready.length > 0 && failures.length === 0 && goesOn()) {
        running += 1;
        const over = (): void => {
          running -= 1;
          fill();
        };
        startOne(ready.shift() ?? 0).then(over, (failure: unknown) => {
          failures.push(failure);
          over();
        });
      }
      if (running > 0) return;
      if (failures.length > 0) reject(failures[0]);
      else resolve();
    };
    fill();
  });
}

function insertInOrder(ready: number[], step: number): void {
  const at = ready.findIndex((other) => other > step);
  ready.splice(at < 0 ? ready.length : at, 0, step);
}
