import { hash } from 'node:crypto';

/** SQL text with numbered parameters. With a name it is prepared once per connection. */
export interface Statement {
  readonly text: string;
  readonly name?: string;
}

/** A statement whose text comes from the declarations alone, so there are few of them and each deserves a name. */
export const prepared = (text: string): Statement => ({
  text,
  name: `hf_${hash('sha1', text, 'base64url').slice(0, 22)}`,
});

/**
 * Names the statements that are asked for again and again. Filters written by clients have no end of shapes, so a shape
 * gets a name only when it comes back, and the least recently used are forgotten: neither this process nor the server
 * keeps a plan for every filter ever seen.
 */
export class StatementCache {
  readonly #statements = new Map<string, Statement>();
  readonly #capacity: number;

  constructor(capacity = 250) {
    this.#capacity = capacity;
  }

  of(text: string): Statement {
    const known = this.#statements.get(text);
    if (known === undefined) return this.#remember(text, { text });
    this.#statements.delete(text);
    return this.#remember(text, known.name === undefined ? prepared(text) : known);
  }

  #remember(text: string, statement: Statement): Statement {
    this.#statements.set(text, statement);
    if (this.#statements.size > this.#capacity) {
      const oldest = this.#statements.keys().next();
      if (!oldest.done) this.#statements.delete(oldest.value);
    }
    return statement;
  }
}
