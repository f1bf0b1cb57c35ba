import type { Scalar } from '../../application/ports/query.ts';
import type { Value } from './connection.ts';
import { literal } from './sql-text.ts';

/**
 * Where the values of a statement go. Each method takes a value and returns the SQL expression that stands for it; the
 * expression depends on the position alone, never on the value, so equal shapes give equal statements.
 */
export interface Parameters {
  text(value: string): string;
  texts(values: readonly string[]): string;
  number(value: number): string;
  numbers(values: readonly number[]): string;
  json(value: Scalar | readonly Scalar[]): string;
}

/** Values as numbered parameters of the statement. */
export class StatementParameters implements Parameters {
  readonly values: Value[];

  constructor(values: Value[] = []) {
    this.values = values;
  }

  text(value: string): string {
    return `$${this.values.push(value)}::text`;
  }

  texts(values: readonly string[]): string {
    return `$${this.values.push(values)}::text[]`;
  }

  number(value: number): string {
    return `$${this.values.push(value)}::float8`;
  }

  numbers(values: readonly number[]): string {
    return `$${this.values.push(values)}::float8[]`;
  }

  /** A count: of rows to skip or to take. */
  count(value: number): string {
    return `$${this.values.push(Math.max(0, Math.trunc(value)))}::bigint`;
  }

  /** JSON that has been written as text already. */
  encoded(json: string): string {
    return `$${this.values.push(json)}::jsonb`;
  }

  json(value: Scalar | readonly Scalar[]): string {
    return `$${this.values.push(JSON.stringify(value))}::jsonb`;
  }
}

/** Values that travel inside a JSON array belonging to one row of a batch. */
export class RowParameters implements Parameters {
  readonly values: unknown[] = [];
  readonly #array: string;

  /** `array` is the SQL expression of the row's JSON array. */
  constructor(array: string) {
    this.#array = array;
  }

  text(value: string): string {
    return `(${this.#array}->>${this.values.push(value) - 1})`;
  }

  texts(values: readonly string[]): string {
    return `array(select jsonb_array_elements_text(${this.#array}->${this.values.push(values) - 1}))`;
  }

  number(value: number): string {
    return `(${this.#array}->>${this.values.push(Number.isFinite(value) ? value : String(value)) - 1})::float8`;
  }

  numbers(values: readonly number[]): string {
    return `${this.texts(values.map(String))}::float8[]`;
  }

  json(value: Scalar | readonly Scalar[]): string {
    return `(${this.#array}->${this.values.push(value) - 1})`;
  }
}

/** Values written into the statement: for index definitions, whose values come from the declarations. */
export const inlineValues: Parameters = {
  text: (value) => literal(value),
  texts: (values) => `array[${values.map(literal).join(', ')}]::text[]`,
  number: (value) => `${literal(String(value))}::float8`,
  numbers: (values) => `array[${values.map((value) => literal(String(value))).join(', ')}]::float8[]`,
  json: (value) => `${literal(JSON.stringify(value))}::jsonb`,
};
