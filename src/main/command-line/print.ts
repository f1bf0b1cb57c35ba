import Table from 'cli-table3';
import { colours as pc } from '../../story/colours.ts';

/** What every command can be asked for. */
export interface OutputFlags {
  readonly json?: boolean;
}

export type Cell = string | number | boolean | undefined;

/** Writes to standard output, and waits until a pipe has taken it. */
export const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

/** JSON for scripts, or whatever `forPeople` makes of it. */
export async function print<T>(flags: OutputFlags, value: T, forPeople: (value: T) => string): Promise<void> {
  await write(flags.json ? `${JSON.stringify(value, null, 2)}\n` : `${forPeople(value).replace(/\n*$/, '')}\n`);
}

/** A table, or a sentence when there is nothing to list. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  empty = 'There are none.',
): string {
  if (rows.length === 0) return empty;
  const grid = new Table({
    head: columns.map((column) => pc.bold(column)),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
  });
  for (const row of rows) grid.push(row.map((cell) => visible(cell)));
  return grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Facts one below the other. */
export function facts(pairs: readonly (readonly [label: string, value: Cell])[]): string {
  const shown = pairs.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(...shown.map(([label]) => label.length));
  return shown.map(([label, value]) => `${pc.dim(label.padEnd(width))}  ${visible(value)}`).join('\n');
}

/** Names come from outside: control characters would let them rewrite the terminal. */
export const visible = (cell: Cell): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  cell === undefined ? '' : String(cell).replace(/[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]/g, '�');

/** `2026-03-01 12:00 UTC` */
export const time = (instant: string | undefined): string | undefined =>
  instant === undefined ? undefined : `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;
