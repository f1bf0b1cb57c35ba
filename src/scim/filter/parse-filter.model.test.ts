import { randomInt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FILTER_LIMITS, type FilterNode } from './filter-syntax.ts';
import { parseFilter } from './parse-filter.ts';

/** What a printer may choose, one number after the other. */
type Choose = () => number;

/** One of the ways to write a filter: letters in any case, more space and more brackets than needed, escapes. */
function print(node: FilterNode, choose: Choose): string {
  const space = () => ['', '', ' ', '\t', '\r\n '][choose() % 5] ?? '';
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands
        .map((operand) => printOperand(node.kind, operand, choose))
        .join(` ${space()}${anyCase(node.kind, choose)} ${space()}`);
    case 'not':
      return `${anyCase('not', choose)}${space()}(${print(node.operand, choose)}${space()})`;
    case 'valuePath':
      return `${node.name}[${space()}${print(node.filter, choose)}]`;
    case 'present':
      return `${node.name} ${space()}${anyCase('pr', choose)}`;
    case 'comparison':
      return `${node.name} ${anyCase(node.operator, choose)} ${space()}${literal(node.value, choose)}`;
  }
}

/** Without brackets where precedence allows. A chain within a chain of the same kind would become one with it. */
function printOperand(kind: 'and' | 'or', node: FilterNode, choose: Choose): string {
  const isNeeded = node.kind === kind || (kind === 'and' && node.kind === 'or');
  const text = print(node, choose);
  return isNeeded || choose() % 4 === 0 ? `(${text})` : text;
}

function literal(value: unknown, choose: Choose): string {
  if (typeof value === 'boolean' || value === null) return anyCase(String(value), choose);
  if (typeof value !== 'string' || choose() % 2 === 0) return JSON.stringify(value);
  const escaped = Array.from({ length: value.length }, (_, at) => {
    const code = value.charCodeAt(at);
    if (choose() % 3 === 0)
      return `\\u${code
        .toString(16)
        .padStart(4, '0')
        .replace(/[a-f]/, (hex) => anyCase(hex, choose))}`;
    return value[at] === '/' ? '\\/' : JSON.stringify(value.charAt(at)).slice(1, -1);
  });
  return `"${escaped.join('')}"`;
}

const anyCase = (text: string, choose: Choose): string =>
  [text, text.toUpperCase(), text.charAt(0).toUpperCase() + text.slice(1)][choose() % 3] ?? text;

const name = fc.constantFrom(
  'userName',
  'name.familyName',
  'not',
  'and',
  '$ref',
  'x-1_y',
  'PR',
  'True',
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
    case 'comparison':
      return { kind: node.kind, name: node.name, operator: node.operator, value: node.value };
    case 'present':
      return { kind: node.kind, name: node.name };
  }
}

const CASES = Number(process.env.ROUND_TRIPS ?? 3_000);
const seed = Number(process.env.ROUND_TRIP_SEED ?? randomInt(2 ** 31));

describe('parseFilter and a printer of filters', () => {
  it(`come back to the same tree, ${CASES} times (ROUND_TRIP_SEED=${seed})`, () => {
    const choices = fc.array(fc.nat(255), { minLength: 1, maxLength: 40 });
    let done = 0;
    fc.assert(
      fc.property(filterNode(true), choices, (node, chosen) => {
        let next = 0;
        const text = print(node, () => chosen[next++ % chosen.length] ?? 0);
        fc.pre(text.length <= FILTER_LIMITS.length);
        done++;
        const parsed = parseFilter(text);
        expect(shape(parsed)).toEqual(shape(node));
        // As written by somebody plain it is the same filter again.
        expect(shape(parseFilter(print(parsed, () => 0)))).toEqual(shape(node));
      }),
      { numRuns: CASES, seed },
    );
    console.info(`${done} filters printed and read back (ROUND_TRIP_SEED=${seed})`);
  });
});
