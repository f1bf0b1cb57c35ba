import type { SeededRandom } from '../../support/seeded-random.ts';
import type { Asked, Meaning, Operator, Value } from './filter-meaning.ts';

export interface Sayable extends Asked {
  /** How a filter may name it; letters may be in any case. */
  readonly names: readonly [string, ...string[]];
  readonly operators: readonly [Operator, ...Operator[]];
  /** Values worth comparing it with. */
  readonly values: readonly [Value, ...Value[]];
  /** Whether `pr` and comparisons with null may be asked. */
  readonly knowsAbsence: boolean;
  /** Whether lists can be sorted by it. */
  readonly sortsBy?: true;
  /** What may stand in brackets after it. */
  readonly elements?: readonly [Sayable, ...Sayable[]];
}

/** A filter as text, and what it means. */
export interface Said {
  readonly text: string;
  readonly meaning: Meaning;
}

/** A random filter: every operator, grouping and precedence, names in any case, escapes, and more space than needed. */
export function randomFilter(
  random: SeededRandom,
  attributes: readonly [Sayable, ...Sayable[]],
  depth = random.below(4),
): Said {
  if (depth === 0 || random.below(4) === 0) return term(random, attributes, depth);
  switch (random.below(4)) {
    case 0: {
      const { text, meaning } = randomFilter(random, attributes, depth - 1);
      return { text: `${anyCase(random, 'not')}${space(random)}(${text})`, meaning: { kind: 'not', of: meaning } };
    }
    case 1:
      return chain(random, attributes, depth, 'and');
    default:
      return chain(random, attributes, depth, 'or');
  }
}

/**
 * Without brackets around them where precedence allows: `and` binds more tightly than `or`, so that a chain of `or` holds
 * chains of `and` as they are.
 */
function chain(
  random: SeededRandom,
  attributes: readonly [Sayable, ...Sayable[]],
  depth: number,
  kind: 'and' | 'or',
): Said {
  const parts = Array.from({ length: 2 + random.below(3) }, () => randomFilter(random, attributes, depth - 1));
  const join = ` ${space(random)}${anyCase(random, kind)} ${space(random)}`;
  const text = parts.map((part) => (needsBrackets(kind, part.meaning, random) ? `(${part.text})` : part.text));
  return { text: text.join(join), meaning: { kind, of: parts.map(({ meaning }) => meaning) } };
}

function needsBrackets(kind: 'and' | 'or', { kind: inner }: Meaning, random: SeededRandom): boolean {
  if (inner === 'or' && kind === 'and') return true;
  return random.below(4) === 0;
}

function term(random: SeededRandom, attributes: readonly [Sayable, ...Sayable[]], depth: number): Said {
  const attribute = random.pick(attributes);
  const name = anyCase(random, random.pick(attribute.names));
  if (attribute.elements && random.below(3) > 0) return element(random, attribute, name, attribute.elements, depth);
  return comparison(random, attribute, name);
}

function comparison(random: SeededRandom, attribute: Sayable, name: string): Said {
  const { knowsAbsence, operators, values } = attribute;
  if (knowsAbsence && random.below(6) === 0) {
    return { text: `${name} ${anyCase(random, 'pr')}`, meaning: { kind: 'present', attribute } };
  }
  const isNull = knowsAbsence && random.below(10) === 0;
  const operator = isNull ? random.pick<Operator>(['eq', 'ne']) : random.pick(operators);
  const value = isNull ? null : random.pick(values);
  return {
    text: `${name} ${anyCase(random, operator)}${space(random)} ${literal(random, value)}`,
    meaning: { kind: 'compare', attribute, operator, value },
  };
}

function element(
  random: SeededRandom,
  list: Sayable,
  name: string,
  elements: readonly [Sayable, ...Sayable[]],
  depth: number,
): Said {
  const inner = randomFilter(random, elements, Math.min(depth, 2));
  const text = `${name}[${space(random)}${inner.text}${space(random)}]`;
  // Beyond the RFC, as Entra sends it: one element satisfies the brackets and what follows them.
  if (random.below(4) > 0) return { text, meaning: { kind: 'element', list, of: inner.meaning } };
  const sub = random.pick(elements);
  const after = comparison(random, sub, random.pick(sub.names));
  return {
    text: `${text}.${after.text}`,
    meaning: { kind: 'element', list, of: { kind: 'and', of: [inner.meaning, after.meaning] } },
  };
}

/** A JSON literal, its characters escaped or not. */
function literal(random: SeededRandom, value: Value): string {
  if (typeof value === 'number') return numeral(random, value);
  if (typeof value !== 'string') return random.below(4) === 0 ? anyCase(random, String(value)) : String(value);
  if (random.below(3) > 0) return JSON.stringify(value);
  const escaped = Array.from({ length: value.length }, (_, at) => {
    if (random.below(2) === 0) return `\\u${value.charCodeAt(at).toString(16).padStart(4, '0')}`;
    return JSON.stringify(value.charAt(at)).slice(1, -1);
  });
  return `"${escaped.join('')}"`;
}

/** One of the ways to write a number; beyond 2^53 those between two doubles are one of them. */
function numeral(random: SeededRandom, value: number): string {
  const text = JSON.stringify(value);
  const ways: [string, ...string[]] = [text, text, value.toExponential(), value.toExponential().toUpperCase()];
  if (/^-?\d+$/.test(text)) ways.push(`${text}.0`, `${text}.00e0`);
  if (value === 0) ways.push('-0', '0e-9');
  if (value === 2 ** 53) ways.push('9007199254740993');
  return random.pick(ways);
}

function anyCase(random: SeededRandom, text: string): string {
  if (random.below(3) > 0) return text;
  return random.below(2) === 0
    ? text.toUpperCase()
    : Array.from(text, (letter) => (random.below(2) === 0 ? letter.toUpperCase() : letter)).join('');
}

const space = (random: SeededRandom): string => random.pick(['', '', '', ' ', '  ', '\t']);
