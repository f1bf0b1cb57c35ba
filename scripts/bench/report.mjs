import os from 'node:os';
import Table from 'cli-table3';

const number = (value, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const verdict = (met) => (met === undefined ? '' : met ? 'met' : 'missed');

export function describeMachine() {
  const [cpu] = os.cpus();
  return `${os.cpus().length} × ${cpu?.model.trim() ?? 'CPU'}, ${number(os.totalmem() / 1e9)} GB, Node ${process.version}, ${os.type()} ${os.release()}`;
}

/** Rates of every operation side by side with what they are measured against. */
export function throughputTable(rows) {
  const table = plainTable(['', 'per second', 'p50 ms', 'p95 ms', 'CPU ms', '+ database', 'ratio', 'target', '']);
  for (const { operation, results } of rows) {
    table.push([{ content: operation, colSpan: 9 }]);
    for (const result of results) {
      table.push([
        `  ${result.target}`,
        number(result.perSecond),
        number(result.p50Ms, 1),
        number(result.p95Ms, 1),
        number(result.processorMs.process, 2),
        number(result.processorMs.database, 2),
        result.isBase ? '' : result.ratio.toFixed(2),
        result.wanted === undefined ? '' : `≥ ${result.wanted}`,
        result.note ?? verdict(result.met),
      ]);
    }
  }
  return table.toString();
}

/** Single figures with their targets. */
export function figuresTable(figures) {
  const table = plainTable(['', 'measured', 'target', '']);
  for (const { name, value, target, met } of figures) table.push([name, value, target ?? '', verdict(met)]);
  return table.toString();
}

const plainTable = (head) =>
  new Table({
    head,
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, index) => (index === 0 || index === head.length - 1 ? 'left' : 'right')),
  });

export const rate = (value) => `${number(value)}/s`;
export const milliseconds = (value) => `${number(value)} ms`;
export const megabytes = (value) => `${number(value)} MB`;
