import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { FilterError } from './filter-error.ts';
import { FILTER_LIMITS, type FilterNode } from './filter-syntax.ts';
import { parseFilter } from './parse-filter.ts';
import { FilterTokens } from './tokenize-filter.ts';

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

function print(node: FilterNode): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands.map(printOperand).join(` ${node.kind} `);
    case 'not':
      return `not (${print(node.operand)})`;
    case 'valuePath':
      return `${node.name}[${print(node.filter)}]`;
    case 'present':
      return `${node.name} pr`;
    case 'comparison':
      return `${node.name} ${node.operator} ${JSON.stringify(node.value)}`;
  }
}

const printOperand = (node: FilterNode): string =>
  node.kind === 'and' || node.kind === 'or' ? `(${print(node)})` : print(node);

const eq = (name: string, value: string) => ({ kind: 'comparison', name, operator: 'eq', value });

const name = fc.constantFrom(
  'userName',
  'name.familyName',
  'not',
  'and',
  '$ref',
  'x-1_y',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value',
);
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const operator = fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le');

const filterNode = (allowsBrackets: boolean): fc.Arbitrary<FilterNode> =>
  fc.letrec<{ node: FilterNode }>((tie) => {
    const operands = fc.array(tie('node'), { minLength: 2, maxLength: 4 });
    return {
      node: fc.oneof(
        { maxDepth: 4, depthIdentifier: `filter-${allowsBrackets}` },
        fc.record({ kind: fc.constant('comparison'), name, operator, value, at: fc.constant(0) }),
        fc.record({ kind: fc.constant('present'), name, at: fc.constant(0) }),
        fc.record({ kind: fc.constantFrom('and', 'or'), operands }),
        fc.record({ kind: fc.constant('not'), operand: tie('node') }),
        ...(allowsBrackets
          ? [fc.record({ kind: fc.constant('valuePath'), name, filter: filterNode(false), at: fc.constant(0) })]
          : []),
      ) as fc.Arbitrary<FilterNode>,
    };
  }).node;

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
    ['userName eq "a', 13, 'not closed'],
    ['userName eq "a\\x"', 13, 'not valid'],
    ['userName eq "a" title pr', 17, 'Expected "and", "or" or the end'],
    ['(userName eq "a"', 17, 'Expected ")"'],
    ['userName eq "a")', 16, 'Expected "and", "or" or the end'],
    ['emails[type eq "work"', 22, 'Expected "]"'],
    ['emails[a[b pr]]', 9, 'cannot hold another'],
    ['emails[type pr].', 16, 'Expected a sub-attribute'],
    ['.value pr', 1, 'Expected an attribute name'],
    ['userName eq 1e999', 13, 'too large'],
    ['userName ~ "a"', 10, 'Unexpected character'],
    ['not userName pr', 5, 'Expected an operator'],
  ])('says where %j is wrong', (filter, position, problem) => {
    expect(() => parseFilter(filter)).toThrow(FilterError);
    expect(() => parseFilter(filter)).toThrow(problem);
    expect(() => parseFilter(filter)).toThrow(`(position ${position})`);
  });

  it('reads back what it means', () => {
    fc.assert(
      fc.property(filterNode(true), (node) => {
        const text = print(node);
        fc.pre(text.length <= FILTER_LIMITS.length);
        expect(shape(parseFilter(text))).toEqual(shape(node));
      }),
      { numRuns: 2000 },
    );
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['escaped pairs', `a eq "${'\\"'.repeat(4000)}`],
    ['open groups', '('.repeat(8000)],
    ['open nots', 'not ('.repeat(1600)],
    ['open brackets', 'a['.repeat(4000)],
    ['a long chain', `a pr${' or a pr'.repeat(1000)}`],
    ['nested ors', `${'(a pr or '.repeat(800)}a pr${')'.repeat(800)}`],
    ['dots', `a${'.'.repeat(8000)}`],
    ['digits', `a eq ${'9'.repeat(8000)}`],
    ['spaces', `a${' '.repeat(8000)}pr`],
    ['far too long', 'a'.repeat(1_000_000)],
  ];

  it.each(hostile)('reads %s token by token, each once', (_name, filter) => {
    expect(tokensRead(filter)).toBeLessThanOrEqual(filter.length + 1);
  });

  it('answers any text with a filter or a FilterError, never taking more tokens than characters', () => {
    const word = fc.constantFrom(
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
      '1',
      '.b',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(word).map((words) => words.join(' ')),
        ),
        (text) => {
          expect(tokensRead(text)).toBeLessThanOrEqual(text.length + 1);
        },
      ),
      { numRuns: 3000 },
    );
  });

  function tokensRead(filter: string): number {
    const take = jest.spyOn(FilterTokens.prototype, 'take');
    try {
      parseFilter(filter);
    } catch (error) {
      expect(error).toBeInstanceOf(FilterError);
    }
    const { length } = take.mock.calls;
    take.mockRestore();
    return length;
  }
});
