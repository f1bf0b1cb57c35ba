import type { CollectionStatements } from './collection-statements.ts';
import type { DriverRequest, Result, Row } from './connection.ts';
import { gatherAtEndOfTurn } from './end-of-turn.ts';

interface Batch {
  readonly ids: Set<string>;
  readonly rows: Promise<ReadonlyMap<string, Row>>;
}

const MAX_TOGETHER = 100;

/**
 * Looks documents up by id. What callers ask for in one turn of the event loop, of one collection and tenant, is one
 * statement: a lookup costs the server less than the statement around it. Alone, a lookup waits for nothing.
 */
export class PointLookups {
  readonly #run: (request: DriverRequest) => Promise<Result>;
  readonly #open = new Map<CollectionStatements, Map<string, Batch>>();

  constructor(run: (request: DriverRequest) => Promise<Result>) {
    this.#run = run;
  }

  async find(statements: CollectionStatements, tenant: string, ids: readonly string[]): Promise<Row[]> {
    if (ids.length > MAX_TOGETHER) return [...(await this.#load(statements, tenant, ids)).values()];
    let batch = this.#open.get(statements)?.get(tenant);
    if (batch === undefined || batch.ids.size + ids.length > MAX_TOGETHER) batch = this.#begin(statements, tenant);
    for (const id of ids) batch.ids.add(id);
    const rows = await batch.rows;
    return [...new Set(ids)].flatMap((id) => {
      const row = rows.get(id);
      return row === undefined ? [] : [row];
    });
  }

  #begin(statements: CollectionStatements, tenant: string): Batch {
    let ofCollection = this.#open.get(statements);
    if (ofCollection === undefined) {
      ofCollection = new Map();
      this.#open.set(statements, ofCollection);
    }
    const open = ofCollection;
    const ids = new Set<string>();
    const rows = new Promise<ReadonlyMap<string, Row>>((resolve) => {
      gatherAtEndOfTurn(() => {
        if (open.get(tenant) === batch) open.delete(tenant);
        resolve(this.#load(statements, tenant, [...ids]));
      });
    });
    const batch = { ids, rows };
    open.set(tenant, batch);
    return batch;
  }

  async #load(statements: CollectionStatements, tenant: string, ids: readonly string[]) {
    const { rows } = await this.#run(lookUpRequest(statements, tenant, ids));
    return new Map(rows.map((row) => [row[2] ?? '', row]));
  }
}

/** The rows are (version, doc, id). */
export function lookUpRequest(statements: CollectionStatements, tenant: string, ids: readonly string[]): DriverRequest {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) return { statement: statements.get, values: [tenant, only] };
  return { statement: statements.getMany, values: [tenant, ids] };
}
