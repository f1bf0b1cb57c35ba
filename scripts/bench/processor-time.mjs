import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** Processor seconds a process has used so far; undefined where the system does not tell (it is read from /proc). */
export const processorSeconds = (pid) => sumOf(pid, 11, 12);

/** The same for a process and its children together, those that have ended too: a database server with its backends. */
export function familyProcessorSeconds(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    const living = children.reduce((sum, child) => sum + (processorSeconds(child) ?? 0), 0);
    return living + sumOf(pid, 11, 14);
  } catch {
    return undefined;
  }
}

export const parentOf = (pid) => fieldsOf(pid)?.[1];

function sumOf(pid, first, last) {
  const ticks = fieldsOf(pid)?.slice(first, last + 1);
  return ticks && ticks.reduce((sum, one) => sum + one, 0) / TICKS_PER_SECOND;
}

/** What follows the name, which may hold anything, blanks and brackets too. */
function fieldsOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
  } catch {
    return undefined;
  }
}
