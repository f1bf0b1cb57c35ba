import type { DriverRequest, Result, Row, Value } from './connection.ts';
import { gatherAtEndOfTurn } from './end-of-turn.ts';
import { prepared, type Statement } from './statement.ts';

interface Asked {
  readonly values: readonly Value[];
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How a statement is asked for several callers at once. */
interface Together {
  readonly statement: Statement;
  /** Places of the values each caller has of its own, and of those all must have in common. */
  readonly own: readonly number[];
  readonly common: readonly number[];
}

const MAX_TOGETHER = 50;
const PARAMETER = /\$(\d+)::(\w+(?:\[\])?)/g;

/**
 * Lookups by a key that several callers make in one turn of the event loop, by the same statement with other texts, travel
 * as one statement: what a lookup costs is the statement around it. Alone, a lookup waits for nothing.
 */
export class SharedLookups {
  readonly #run: (request: DriverRequest) => Promise<Result>;
  readonly #open = new Map<
    string,
    { readonly together: Together; readonly statement: Statement; readonly asked: Asked[] }
  >();
  readonly #known = new WeakMap<Statement, Together>();

  constructor(run: (request: DriverRequest) => Promise<Result>) {
    this.#run = run;
  }

  find(statement: Statement, values: readonly Value[]): Promise<Result> {
    // What is asked for the first time, or has no end of shapes, is not worth a second shape.
    if (statement.name === undefined) return this.#run({ statement, values });
    const together = this.#together(statement);
    const key = `${statement.name} ${JSON.stringify(together.common.map((place) => values[place]))}`;
    return new Promise((resolve, reject) => {
      const one = { values, resolve, reject };
      const batch = this.#open.get(key);
      if (batch !== undefined && batch.asked.length < MAX_TOGETHER) {
        batch.asked.push(one);
        return;
      }
      const begun = { together, statement, asked: [one] };
      this.#open.set(key, begun);
      gatherAtEndOfTurn(() => {
        if (this.#open.get(key) === begun) this.#open.delete(key);
        void this.#send(begun.statement, begun.together, begun.asked);
      });
    });
  }

  #together(statement: Statement): Together {
    let together = this.#known.get(statement);
    if (together === undefined) {
      together = togetherOf(statement.text);
      this.#known.set(statement, together);
    }
    return together;
  }

  async #send(statement: Statement, together: Together, asked: readonly Asked[]): Promise<void> {
    const [only] = asked;
    try {
      if (only !== undefined && asked.length === 1) {
        only.resolve(await this.#run({ statement, values: only.values }));
        return;
      }
      const values = [
        ...together.common.map((place) => only?.values[place] ?? ''),
        ...together.own.map((place) => asked.map((one) => String(one.values[place]))),
      ];
      const { rows, command } = await this.#run({ statement: together.statement, values });
      const found = asked.map((): Row[] => []);
      for (const [number, ...row] of rows) found[Number(number) - 1]?.push(row);
      asked.forEach((one, place) => {
        const own = found[place] ?? [];
        one.resolve({ rows: [...own] as (string | null)[][], rowCount: own.length, command });
      });
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}

/** Nested loops are all a connection joins with, so each caller's rows come in the order of its own statement. */
function togetherOf(text: string): Together {
  const types = new Map<number, string>();
  for (const [, number, type] of text.matchAll(PARAMETER)) types.set(Number(number) - 1, type ?? '');
  const places = [...types.keys()].sort((a, b) => a - b);
  const own = places.filter((place) => types.get(place) === 'text');
  const common = places.filter((place) => types.get(place) !== 'text');
  const inner = text.replaceAll(PARAMETER, (_, number: string, type: string) => {
    const place = Number(number) - 1;
    return type === 'text' ? `asked.v${place}` : `$${common.indexOf(place) + 1}::${type}`;
  });
  const lists = own.map((_, index) => `$${common.length + index + 1}::text[]`).join(', ');
  const names = [...own.map((place) => `v${place}`), 'number'].join(', ');
  const statement = prepared(
    `select asked.number, found.* from unnest(${lists}) with ordinality as asked(${names}), lateral (${inner}) as found`,
  );
  return { statement, own, common };
}
