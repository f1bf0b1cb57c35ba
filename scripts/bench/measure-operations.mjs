import { compareThroughput } from './compare-throughput.mjs';
import { operations } from './operations.mjs';
import { untilDrained } from './until-drained.mjs';

const DRAIN_MS = 60_000;

/** Every wanted operation on the bare servers and on Holdfast, of all engines in turn. */
export async function compareOperations({ subjects, scale, lanes, isWanted, progress }) {
  const rows = [];
  for (const operation of operations.filter(isWanted)) {
    progress(operation.name);
    const targets = subjects.flatMap(({ targets: { bares, silent, announcing } }) =>
      isWrite(operation) ? [...bares, silent, announcing] : [...bares, ...readers(operation, announcing)],
    );
    const { rounds, roundMs } = scale;
    const results = await compareThroughput({ operation, targets, rounds, durationMs: roundMs, lanes });
    rows.push({ operation: operation.name, results: judged(operation, results, subjects) });
  }
  return rows;
}

const isWrite = ({ isRead, isList }) => !isRead && !isList;

const readers = ({ variants }, process) =>
  variants?.map((variant) => ({ ...process, name: `Holdfast, ${variant}`, variant })) ?? [
    { ...process, name: 'Holdfast' },
  ];

function judged(operation, results, subjects) {
  const promising = new Set(
    subjects
      .filter(({ installation }) => installation.engine.hasTargets)
      .map(({ installation }) => installation.engine.name),
  );
  const wants = { 'Holdfast, enqueueing': operation.targetAnnounced };
  return results.map((result) => {
    if (result.isBase || !promising.has(result.engine)) return result;
    const { targetOfVariant } = operation;
    if (targetOfVariant !== undefined && result.target !== `Holdfast, ${targetOfVariant}`) return result;
    const wanted = wants[result.target] ?? operation.target;
    return { ...result, wanted, met: result.ratiosTo[0] >= wanted };
  });
}

/** The writes again with a worker beside them: after each round the backlog it left is counted and worked off. */
export async function compareBesideWorker({ subjects, scale, lanes, progress }) {
  const rows = [];
  const viewOf = (target) =>
    subjects.find(({ installation }) => installation.engine.name === target.engine).installation.view;
  for (const operation of operations.filter(isWrite)) {
    const name = `${operation.name}, with a worker beside it`;
    progress(name);
    const results = await compareThroughput({
      operation,
      targets: subjects.flatMap(({ targets: { bares, announcing } }) => [
        ...bares,
        { ...announcing, name: 'Holdfast and a worker' },
      ]),
      rounds: scale.rounds,
      durationMs: scale.workerRoundMs,
      lanes,
      afterEach: async (target, run) => {
        if (target.isBase) return undefined;
        const view = viewOf(target);
        const backlog = await view.backlog();
        await untilDrained(view, DRAIN_MS);
        return { backlog, accepted: run.count };
      },
    });
    rows.push({
      operation: name,
      results: results.map((result) => ({
        ...result,
        ...(result.notes.length > 0 && { note: backlogNote(result.notes) }),
      })),
    });
  }
  return rows;
}

const backlogNote = (notes) => {
  const sum = (key) => notes.reduce((total, note) => total + note[key], 0);
  return `backlog ${Math.round((sum('backlog') / sum('accepted')) * 100)} % of what was accepted`;
};
