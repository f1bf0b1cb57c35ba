import { foldCase } from '../../domain/text/fold-case.ts';
import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Transaction } from '../ports/database.ts';
import { eq, lte } from '../ports/query.ts';
import type { AttemptCount } from '../ports/rows.ts';
import { UniqueViolation } from '../ports/storage-errors.ts';
import { hashSecret } from './secret.ts';
import { TooManyAttempts } from './sign-in-errors.ts';

const WINDOW_MS = 15 * 60_000;
/** Failures per window: of one e-mail from one address, and from one address whatever the e-mail. */
const PER_EMAIL_AND_ADDRESS = 10;
const PER_ADDRESS = 100;

/**
 * Counts failed sign-ins, in the database: the limits hold however many processes share the work. An attempt counts as
 * failed from its start until it succeeds, so that attempts made at the same time cannot all slip through.
 */
export class SignInAttempts {
  readonly #app: Pick<Application, 'database' | 'clock'>;

  constructor(app: Pick<Application, 'database' | 'clock'>) {
    this.#app = app;
  }

  /** @throws TooManyAttempts; otherwise counts the attempt. */
  async begin(email: string, address: string): Promise<void> {
    const [pair, whole] = keysOf(email, address);
    await this.#change(async (tx) => {
      const counts = [await this.#current(tx, pair), await this.#current(tx, whole)] as const;
      this.#assertBelow(counts[0], PER_EMAIL_AND_ADDRESS);
      this.#assertBelow(counts[1], PER_ADDRESS);
      for (const count of counts) put(tx, { ...count, count: count.count + 1 });
    });
  }

  /** The attempt was right: what failed before it is forgiven for this e-mail, and the address gets its own back. */
  async succeeded(email: string, address: string): Promise<void> {
    const [pair, whole] = keysOf(email, address);
    await this.#change(async (tx) => {
      const count = await this.#current(tx, whole);
      put(tx, { ...count, count: Math.max(0, count.count - 1) });
      await tx.attempts.deleteWhere(INSTANCE, eq('id', pair));
    });
  }

  /** Removes counts whose window is over. */
  async forgetOld(): Promise<void> {
    await this.#app.database.optimistic(async (tx) => {
      await tx.attempts.deleteWhere(INSTANCE, lte('until', this.#app.clock.now()));
    });
  }

  /** Of two processes that count for the first time at once, one begins again. */
  async #change(work: (tx: Transaction) => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await this.#app.database.optimistic(work);
      } catch (error) {
        if (!(error instanceof UniqueViolation)) throw error;
      }
    }
  }

  /** The count as it is; from zero when there is none or its window is over. */
  async #current(tx: Transaction, id: string): Promise<Counted> {
    const now = this.#app.clock.now();
    const known = await tx.attempts.get(INSTANCE, id);
    const stored = known && { version: known.version };
    if (known && known.until > now) return { id, count: known.count, until: known.until, ...stored };
    return { id, count: 0, until: new Date(Date.parse(now) + WINDOW_MS).toISOString(), ...stored };
  }

  #assertBelow({ count, until }: Counted, limit: number): void {
    if (count < limit) return;
    throw new TooManyAttempts(Math.max(1, Math.ceil((Date.parse(until) - Date.parse(this.#app.clock.now())) / 1000)));
  }
}

interface Counted extends Pick<AttemptCount, 'id' | 'count' | 'until'> {
  /** Of the row it was read from. */
  readonly version?: number;
}

function put(tx: Transaction, { version, ...count }: Counted): void {
  const row = { ...count, tenant: INSTANCE };
  if (version === undefined) tx.attempts.insert(row);
  else tx.attempts.replace(row, version);
}

/** Hashed: neither e-mails nor addresses need to stand there to be told apart. */
const keysOf = (email: string, address: string): readonly [string, string] => [
  hashSecret(`${address} ${foldCase(email)}`),
  hashSecret(address),
];
