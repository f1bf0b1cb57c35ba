import { describe, expect, it } from '@jest/globals';
import { FilterError } from './filter-error.ts';
import { FILTER_LIMITS, type FilterNode } from './filter-syntax.ts';
import { parseFilter } from './parse-filter.ts';

/** The filter's structure without positions. */
function shape(node: FilterNode): unknown {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { kind: node.kind, operands: node.operands.map(shape) };
    case 'not':
      return { kind: 'not', operand: shape(node.operand) };
    case 'valuePath':
      return { kind: 'valuePath', name: node.name, filter: shape(node.filter) };
    default: {
      const { at: _at, ...rest } = node;
      return rest;
    }
  }
}

const eq = (name: string, value: string) => ({ kind: 'comparison', name, operator: 'eq', value });

describe('parseFilter', () => {
  it('reads operators, keywords and literals in any case', () => {
    expect(shape(parseFilter('UserName EQ "a" AnD active Eq TRUE oR title PR'))).toEqual({
      kind: 'or',
      operands: [
        {
          kind: 'and',
          operands: [eq('UserName', 'a'), { kind: 'comparison', name: 'active', operator: 'eq', value: true }],
        },
        { kind: 'present', name: 'title' },
      ],
    });
  });

  it('lets not bind before and, and and before or', () => {
    expect(shape(parseFilter('a eq "1" or not (b eq "2") and c eq "3"'))).toEqual({
      kind: 'or',
      operands: [eq('a', '1'), { kind: 'and', operands: [{ kind: 'not', operand: eq('b', '2') }, eq('c', '3')] }],
    });
  });

  it('reads strings by the rules of JSON', () => {
    const filter = 'a eq "say \\"hi\\" \\u00e9 \\\\"';
    expect(parseFilter(filter)).toMatchObject({ value: 'say "hi" é \\' });
  });

  it('takes a comparison after brackets for a condition on the same element', () => {
    expect(shape(parseFilter('emails[type eq "work"].value eq "a@b.example"'))).toEqual({
      kind: 'valuePath',
      name: 'emails',
      filter: { kind: 'and', operands: [eq('type', 'work'), eq('value', 'a@b.example')] },
    });
  });

  it.each([
    ['', 1, 'Expected an attribute name'],
    ['userName', 9, 'Expected an operator'],
    ['userName is "a"', 10, 'Expected an operator'],
    ['userName eq', 12, 'Expected a value'],
    ['userName eq a', 13, 'Expected a value'],
    ['userName eq "a', 13, 'Expected a closing quote'],
    ['userName eq "a\\x"', 13, 'Expected a string by the rules of JSON'],
    ['userName eq "a" title pr', 17, 'Expected "and", "or" or the end'],
    ['(userName eq "a"', 17, 'Expected "and", "or" or ")", but this is the end'],
    ['userName eq "a")', 16, 'Expected "and", "or" or the end'],
    ['emails[type eq "work"', 22, 'Expected "and", "or" or "]", but this is the end'],
    ['emails[a[b pr]]', 9, 'cannot hold another'],
    ['emails[type pr].', 16, 'Expected a sub-attribute'],
    ['.value pr', 1, 'Expected an attribute name'],
    ['userName eq 1e999', 13, 'Expected a number that a double can hold'],
    [
      'userName eq ana.smith',
      13,
      'Expected a value (a string in double quotes, a number, true, false or null), not a word without quotes',
    ],
    ['userName eq "a" ana.smith', 17, 'Expected "and", "or" or the end of the filter, not a word without quotes'],
    [
      'userName ana.smith "a"',
      10,
      'Expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr), not a word without quotes',
    ],
    ['userName equals "a"', 10, 'Expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr), not "equals"'],
    ['userName ~ "a"', 10, 'Expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr), not "~"'],
    ['userName eq "a" 😀', 17, 'not "😀"'],
    ['userName "a"', 10, 'not a string'],
    ['userName eq )', 13, 'not ")"'],
    ['not userName pr', 5, 'Expected an operator'],
  ])('says where %j is wrong', (filter, position, problem) => {
    expect(() => parseFilter(filter)).toThrow(FilterError);
    expect(() => parseFilter(filter)).toThrow(problem);
    expect(() => parseFilter(filter)).toThrow(`(position ${position})`);
  });

  it.each([
    ['length', `a eq "${'x'.repeat(FILTER_LIMITS.length - 7)}"`, ' ', FILTER_LIMITS.length + 1, '8192 characters'],
    ['terms', `a pr${' or a pr'.repeat(FILTER_LIMITS.terms - 1)}`, ' or a pr', 1601, '200 comparisons'],
  ])('takes filters up to the limit of %s', (_limit, most, oneMore, position, problem) => {
    expect(() => parseFilter(most)).not.toThrow();
    expect(() => parseFilter(most + oneMore)).toThrow(`A filter may have ${problem} at most (position ${position})`);
  });

  it.each([
    ['(', ')', ''],
    ['not (', ')', ''],
    ['(', ')', 'a['],
  ])('takes %s…%s up to the limit of depth', (open, close, bracket) => {
    const nested = (levels: number) =>
      `${bracket}${open.repeat(levels)}a pr${close.repeat(levels)}${bracket === '' ? '' : ']'}`;
    const most = FILTER_LIMITS.depth - (bracket === '' ? 0 : 1);
    expect(() => parseFilter(nested(most))).not.toThrow();
    expect(() => parseFilter(nested(most + 1))).toThrow('A filter may be nested 32 levels deep at most (position ');
  });
});
