import { runClosedLoop } from './http-load.mjs';
import { familyProcessorSeconds, processorSeconds } from './processor-time.mjs';
import { median, quantile } from './statistics.mjs';

const WARM_REQUESTS = 2_000;
const WARM_MS = 4_000;

/** Compiled code and prepared statements are what a service runs on after its first seconds. */
async function warmUp({ client, concurrency, next }) {
  let left = WARM_REQUESTS;
  const nextOne = (lane) => (left-- > 0 ? next(lane) : undefined);
  await runClosedLoop({ client, concurrency, durationMs: WARM_MS, next: nextOne });
}

/**
 * Runs one operation on each target in turn, round after round, in an order that moves on every round. `ratiosTo` are the
 * medians over the rounds of a target's rate to that of each base of the same engine in the same round, so that what else
 * the machine does in a round touches both sides of it.
 */
export async function compareThroughput({ operation, targets, rounds, durationMs, lanes, afterEach }) {
  const results = targets.map((target) => ({
    target,
    next: operation.requests(target, lanes),
    rates: [],
    latencies: [],
    count: 0,
    seconds: [0, 0],
    notes: [],
  }));
  for (const { target, next } of results) {
    await operation.prepare?.(target, lanes);
    await warmUp({ client: target.client, concurrency: lanes, next });
    await operation.restore?.(target, lanes);
  }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < results.length; turn++) {
      const result = results[(turn + round) % results.length];
      const { target, next } = result;
      const before = [processorSeconds(target.pid), familyProcessorSeconds(target.serverPid)];
      const run = await runClosedLoop({ client: target.client, concurrency: lanes, durationMs, next });
      const after = [processorSeconds(target.pid), familyProcessorSeconds(target.serverPid)];
      if (run.failures.size > 0) {
        const answers = [...run.failures].map(([status, count]) => `${count} × ${status}`).join(', ');
        throw new Error(`${operation.name} on ${target.name}: ${answers} of ${run.count}`);
      }
      result.rates.push(run.perSecond);
      result.latencies.push(...run.latencies);
      result.count += run.count;
      for (const [index, seconds] of after.entries()) result.seconds[index] += seconds - before[index];
      await operation.restore?.(target, lanes);
      const note = await afterEach?.(target, run);
      if (note !== undefined) result.notes.push(note);
    }
  }
  const basesOf = ({ engine }) => results.filter(({ target }) => target.isBase && target.engine === engine);
  return results.map(({ target, rates, latencies, count, seconds, notes }) => ({
    target: target.name,
    engine: target.engine,
    isBase: target.isBase === true,
    perSecond: median(rates),
    ratiosTo: basesOf(target).map((base) => ratioOf(rates, base.rates)),
    p50Ms: median(latencies),
    p95Ms: quantile(latencies, 0.95),
    // What a request costs, whatever else the machine was busy with.
    processorMs: { process: (seconds[0] * 1000) / count, database: (seconds[1] * 1000) / count },
    rates,
    notes,
  }));
}

/** The median over the rounds of one rate to the other in the same round. */
export const ratioOf = (rates, baseRates) => median(rates.map((rate, round) => rate / baseRates[round]));
