import os from 'node:os';
import Table from 'cli-table3';
import { ratioOf } from './compare-throughput.mjs';

const number = (value, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const verdict = (met) => (met === undefined ? '' : met ? 'met' : 'missed');

export function describeMachine() {
  const [cpu] = os.cpus();
  return `${os.cpus().length} × ${cpu?.model.trim() ?? 'CPU'}, ${number(os.totalmem() / 1e9)} GB, Node ${process.version}, ${os.type()} ${os.release()}`;
}

/** Rates of every operation on one engine side by side with what they are measured against. */
export function throughputTable(rows, engine) {
  const { length } = engine.bares;
  const ratios = length === 1 ? ['ratio'] : engine.bares.map(({ name }) => `to ${name.split(', ')[1]}`);
  const head = ['', 'per second', 'p50 ms', 'p95 ms', 'CPU ms', '+ database', ...ratios, 'target', ''];
  const table = plainTable(head);
  for (const { operation, results } of rows) {
    table.push([{ content: operation, colSpan: head.length }]);
    for (const result of results.filter((result) => result.engine === engine.name)) {
      table.push([
        `  ${result.target}`,
        number(result.perSecond),
        number(result.p50Ms, 1),
        number(result.p95Ms, 1),
        number(result.processorMs.process, 2),
        number(result.processorMs.database, 2),
        ...ratios.map((_, index) => (result.isBase ? '' : (result.ratiosTo[index]?.toFixed(2) ?? ''))),
        result.wanted === undefined ? '' : `≥ ${result.wanted}`,
        result.note ?? verdict(result.met),
      ]);
    }
  }
  return table.toString();
}

/** What runs on both engines: the rate on the second to that on the first in the same round. */
export function enginesTable(rows, [first, second]) {
  const table = plainTable(['', `${first.title}/s`, `${second.title}/s`, 'ratio', '']);
  for (const { operation, results } of rows) {
    table.push([{ content: operation, colSpan: 5 }]);
    for (const one of results.filter(({ engine }) => engine === first.name)) {
      const other = results.find(({ engine, target }) => engine === second.name && target === one.target);
      if (!other) continue;
      const ratio = ratioOf(other.rates, one.rates);
      table.push([`  ${one.target}`, number(one.perSecond), number(other.perSecond), ratio.toFixed(2), '']);
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
