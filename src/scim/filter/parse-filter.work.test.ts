import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FilterError } from './filter-error.ts';
import { FILTER_LIMITS } from './filter-syntax.ts';
import { parseFilter, parseValueFilter } from './parse-filter.ts';
import { FilterTokens } from './tokenize-filter.ts';

/**
 * What parsing costs, counted and not timed: tokens taken, and every character that a regular expression goes over or that
 * is copied, folded or decoded.
 */
function workOf(parse: () => unknown): number {
  let work = 0;
  const counters = [
    counting(FilterTokens.prototype, 'take', () => {
      work++;
    }),
    counting(RegExp.prototype, 'exec', function (this: RegExp, from, text) {
      // A sticky pattern stops where it fails; another goes on to the end.
      const isLost = this.lastIndex === 0 && !this.sticky;
      work += Math.max(1, (isLost ? String(text).length : this.lastIndex) - from);
    }),
    counting(String.prototype, 'toLowerCase', function (this: string) {
      work += this.length;
    }),
    counting(String.prototype, 'slice', (_from, _text, result) => {
      work += String(result).length;
    }),
    counting(JSON, 'parse', (_from, text) => {
      work += String(text).length;
    }),
  ];
  try {
    parse();
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
  }
  for (const counter of counters) counter.restore();
  return work;
}

type Count = (this: never, from: number, text: unknown, result: unknown) => void;

/** Puts a counter in front of a method of the language itself, until it is restored. */
function counting(owner: object, name: string, count: Count): { restore(): void } {
  const real = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
  const call = real.value as (...given: unknown[]) => unknown;
  Object.defineProperty(owner, name, {
    ...real,
    value(this: unknown, ...given: unknown[]) {
      const from = this instanceof RegExp ? this.lastIndex : 0;
      const result = call.apply(this, given);
      count.call(this as never, from, given[0], result);
      return result;
    },
  });
  return { restore: () => void Object.defineProperty(owner, name, real) };
}

/** Texts of a kind, as large as is asked for. Those that are refused soon cost what is read until then. */
const families: Readonly<Record<string, (size: number) => string>> = {
  'groups in groups': (size) => `${'('.repeat(size / 2)}a pr${')'.repeat(size / 2)}`,
  'open groups': (size) => '('.repeat(size),
  'not in not': (size) => `${'not('.repeat(size / 5)}a pr${')'.repeat(size / 5)}`,
  'not not not': (size) => 'not '.repeat(size / 4),
  'many ands': (size) => `a pr${' and a pr'.repeat(size / 9)}`,
  'ors of ands': (size) => `a pr${' or a pr and b pr'.repeat(size / 17)}`,
  'a long value path': (size) => `a[b pr${' or b pr'.repeat(size / 8)}]`,
  'many value paths': (size) => `a[b pr]${' or a[b pr]'.repeat(size / 11)}`,
  'open value paths': (size) => 'a['.repeat(size / 2),
  'a string of escapes': (size) => `a eq "${'\\"'.repeat(size / 2)}"`,
  'a string of escapes without an end': (size) => `a eq "${'\\"'.repeat(size / 2)}`,
  'a string of surrogate pairs': (size) => `a eq "${'\\ud83d\\ude00'.repeat(size / 12)}"`,
  'many strings': (size) => `a eq ""${' or a eq ""'.repeat(size / 11)}`,
  backslashes: (size) => `a eq "${'\\'.repeat(size)}`,
  'a long name': (size) => `${'a'.repeat(size)} pr`,
  'a name of dots': (size) => `a${'.'.repeat(size)} pr`,
  'a name of colons': (size) => `urn${':a'.repeat(size / 2)} pr`,
  'a long number': (size) => `a eq ${'9'.repeat(size)}`,
  'a number of exponents': (size) => `a eq 1${'e1'.repeat(size / 2)}`,
  spaces: (size) => `a${' '.repeat(size)}pr`,
  quotes: (size) => '"'.repeat(size),
};

/** Characters looked at for each character of the text, at most: a word is matched, and compared with two keywords. */
const MOST_PER_CHARACTER = 8;

describe('The work of parsing a filter', () => {
  it.each(Object.entries(families))('grows like its length, for %s', (_name, make) => {
    const sizes = [500, 1_000, 2_000, 4_000, 8_000];
    const work = sizes.map((size) => workOf(() => parseFilter(make(size))));
    for (const [index, size] of sizes.entries()) {
      const cost = work[index] ?? 0;
      expect({ size, cost, isBounded: cost <= MOST_PER_CHARACTER * (make(size).length + 10) }).toMatchObject({
        isBounded: true,
      });
      // Twice the text costs twice as much at most, besides what any text costs.
      if (index > 0) expect(cost).toBeLessThanOrEqual(2.2 * (work[index - 1] ?? 0) + 50);
    }
  });

  it('is nothing for a text beyond the limit of length', () => {
    expect(workOf(() => parseFilter('('.repeat(1_000_000)))).toBeLessThan(10);
  });

  it('is bounded by the length of any text', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'eq',
        'pr',
        'and',
        'or',
        'not',
        '(',
        ')',
        '[',
        ']',
        '"x"',
        '"',
        '\\',
        '\\"',
        '\\u',
        '1',
        '-',
        'e9',
        '.b',
        '.',
        ':',
        ' ',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join(' ')),
      fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join('')),
      fc.tuple(piece, piece, fc.nat(1_000)).map(([one, other, times]) => (one + other).repeat(times)),
    );
    fc.assert(
      fc.property(text, (filter) => {
        const most = MOST_PER_CHARACTER * (Math.min(filter.length, FILTER_LIMITS.length) + 10);
        expect(workOf(() => parseFilter(filter))).toBeLessThanOrEqual(most);
        expect(workOf(() => parseValueFilter(`a[${filter}`, 2))).toBeLessThanOrEqual(most + 20);
      }),
      { numRuns: 3_000 },
    );
  });
});
