import { FilterError } from './filter-error.ts';
import type { ComparisonOperator, ComparisonValue, FilterNode } from './filter-syntax.ts';
import { FILTER_LIMITS } from './filter-syntax.ts';
import { FilterTokens, type Token } from './tokenize-filter.ts';

const COMPARISONS = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']);
const LITERALS: ReadonlyMap<string, ComparisonValue> = new Map<string, ComparisonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Parses a filter by the grammar of RFC 7644 §3.4.2.2: operators in any case, `not` binds before `and`, `and` before
 * `or`. Beyond the RFC, `attribute[filter].sub op value` means an element that satisfies both (Entra sends it).
 * Linear in the text's length, which is bounded like depth and terms by FILTER_LIMITS.
 * @throws FilterError
 */
export function parseFilter(text: string): FilterNode {
  if (text.length > FILTER_LIMITS.length) {
    throw new FilterError(FILTER_LIMITS.length, `A filter may have ${FILTER_LIMITS.length} characters at most`);
  }
  const parser = new FilterParser(new FilterTokens(text));
  const filter = parser.disjunction();
  parser.expectEnd();
  return filter;
}

/** Parses the inside of `name[…]` from `start`; `end` is the position of the closing bracket. */
export function parseValueFilter(text: string, start: number): { readonly filter: FilterNode; readonly end: number } {
  const tokens = new FilterTokens(text, start);
  const filter = new FilterParser(tokens, true).disjunction();
  if (tokens.current.kind !== ']') throw expected('"and", "or" or "]"', tokens.current);
  return { filter, end: tokens.current.at };
}

class FilterParser {
  readonly #tokens: FilterTokens;
  #terms = 0;
  #depth = 0;
  #insideBrackets: boolean;

  constructor(tokens: FilterTokens, insideBrackets = false) {
    this.#tokens = tokens;
    this.#insideBrackets = insideBrackets;
  }

  expectEnd(): void {
    const { current } = this.#tokens;
    if (current.kind !== 'end') throw expected('"and", "or" or the end of the filter', current);
  }

  disjunction(): FilterNode {
    return this.#chain('or', () => this.#chain('and', () => this.#term()));
  }

  #chain(kind: 'and' | 'or', operand: () => FilterNode): FilterNode {
    const first = operand();
    if (!this.#isKeyword(kind)) return first;
    const operands = [first];
    while (this.#isKeyword(kind)) {
      this.#tokens.take();
      operands.push(operand());
    }
    return { kind, operands };
  }

  #isKeyword(keyword: string): boolean {
    const { current } = this.#tokens;
    return current.kind === 'word' && current.text.toLowerCase() === keyword;
  }

  #term(): FilterNode {
    const token = this.#tokens.take();
    if (token.kind === '(') return this.#group(token.at);
    if (token.kind !== 'word' || token.text.startsWith('.')) {
      throw expected('an attribute name, "not" or "("', token);
    }
    if (token.text.toLowerCase() === 'not' && this.#tokens.current.kind === '(') {
      return { kind: 'not', operand: this.#group(this.#tokens.take().at) };
    }
    this.#countTerm(token.at);
    if (this.#tokens.current.kind === '[') return this.#valuePath(token.text, token.at);
    return this.#attributeExpression(token.text, token.at);
  }

  #group(at: number): FilterNode {
    this.#enter(at);
    const inner = this.disjunction();
    const close = this.#tokens.take();
    if (close.kind !== ')') throw expected('"and", "or" or ")"', close);
    this.#depth--;
    return inner;
  }

  #valuePath(name: string, at: number): FilterNode {
    const open = this.#tokens.take();
    if (this.#insideBrackets) throw new FilterError(open.at, 'A value filter cannot hold another one');
    this.#enter(open.at);
    this.#insideBrackets = true;
    const filter = this.disjunction();
    this.#insideBrackets = false;
    this.#depth--;
    const close = this.#tokens.take();
    if (close.kind !== ']') throw expected('"and", "or" or "]"', close);
    const next = this.#tokens.current;
    if (next.kind !== 'word' || !next.text.startsWith('.')) return { kind: 'valuePath', name, filter, at };
    this.#tokens.take();
    if (next.text.length === 1) throw new FilterError(next.at, 'Expected a sub-attribute after the dot');
    const comparison = this.#attributeExpression(next.text.slice(1), next.at + 1);
    return { kind: 'valuePath', name, filter: { kind: 'and', operands: [filter, comparison] }, at };
  }

  #attributeExpression(name: string, at: number): FilterNode {
    const token = this.#tokens.take();
    const operator = token.kind === 'word' ? token.text.toLowerCase() : '';
    if (operator === 'pr') return { kind: 'present', name, at };
    if (!COMPARISONS.has(operator)) {
      throw expectedOperator(token);
    }
    return { kind: 'comparison', name, operator: operator as ComparisonOperator, value: this.#comparisonValue(), at };
  }

  #comparisonValue(): ComparisonValue {
    const token = this.#tokens.take();
    if (token.kind === 'value') return token.value;
    const literal = token.kind === 'word' ? LITERALS.get(token.text.toLowerCase()) : undefined;
    if (literal === undefined) {
      throw expected('a value (a string in double quotes, a number, true, false or null)', token);
    }
    return literal;
  }

  #countTerm(at: number): void {
    if (++this.#terms > FILTER_LIMITS.terms) {
      throw new FilterError(at, `A filter may have ${FILTER_LIMITS.terms} comparisons at most`);
    }
  }

  #enter(at: number): void {
    if (++this.#depth > FILTER_LIMITS.depth) {
      throw new FilterError(at, `A filter may be nested ${FILTER_LIMITS.depth} levels deep at most`);
    }
  }
}

/** What somebody took for an operator. */
const LIKE_AN_OPERATOR = /^(?:[a-z]{1,8}|[^\w\s@.]{1,3})$/i;

/**
 * Something else stands where `wanted` should. Values are not repeated, nor words that may be one whose quotes are missing:
 * they may be personal.
 */
function expected(wanted: string, found: Token): FilterError {
  return new FilterError(found.at, `Expected ${wanted}, ${describe(found)}`);
}

function expectedOperator(found: Token): FilterError {
  const isWord = found.kind === 'word' || found.kind === 'other';
  const shown = isWord && LIKE_AN_OPERATOR.test(found.text) ? `not ${JSON.stringify(found.text)}` : describe(found);
  return new FilterError(found.at, `Expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr), ${shown}`);
}

function describe(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'but this is the end';
    case 'value':
      return `not a ${typeof token.value}`;
    case 'word':
      return 'not a word without quotes';
    case 'other':
      return `not ${JSON.stringify(token.text)}`;
    default:
      return `not "${token.kind}"`;
  }
}
