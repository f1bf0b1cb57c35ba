import { LRUCache } from 'lru-cache';
import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { Rendering } from '../protocol/scim-call.ts';
import { isKept, mannerOf } from './manner-of.ts';

/**
 * What tells whether a record is still as it was. The time is there for databases that went back to an earlier state, after
 * the loss of a primary or from a backup, and count on from there.
 */
export interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly lastModified: string;
}

/** How what is not known is made. */
export interface Source<R extends Versioned> {
  /** What is walked through: of which connection, and records of which type. */
  readonly walk: string;
  readonly rendering: Rendering;
  /** What is shown of a record besides itself, in words of which no two mean the same. */
  shownBesides(place: number): string;
  /** The records with these ids, in any order; those that are gone are missing. */
  read(ids: readonly string[]): Promise<readonly R[]>;
  resourceOf(record: R, place: number): JsonObject;
}

interface Known extends Omit<Versioned, 'id'> {
  readonly manner: string;
  readonly shownBesides: string;
  readonly json: Buffer;
}

/** What is kept, which is some 30,000 people; what was looked at longest ago, not as part of a whole page, goes first. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_RECORDS = 50_000;
/** About what an entry takes besides its texts. */
const ENTRY_BYTES = 400;
const MOST_WALKS = 1_000;

/**
 * JSON of records as lists last showed them. Providers walk through a whole directory again and again, most of which is as
 * it was: its records need neither be read nor rendered. What is known is never believed without looking: it is used for a
 * record whose version, just read, is the one it was made of, and only where all else that is shown is the same too.
 */
export class KnownJson {
  readonly #records = new LRUCache<string, Known>({ max: MOST_RECORDS, maxSize: MOST_BYTES });
  readonly #mostKnown = new LRUCache<string, boolean>({ max: MOST_WALKS });

  /** Whether most of the last page of a walk was known, so that of the next one versions are worth reading first. */
  knewMost(walk: string): boolean {
    return this.#mostKnown.get(walk) === true;
  }

  /** What is listed, each as JSON, in its order; records that are gone by now are left out. */
  async of<R extends Versioned>(source: Source<R>, listed: readonly Versioned[]): Promise<Buffer[]> {
    const { walk, rendering } = source;
    const manner = mannerOf(rendering);
    const besides = listed.map((_one, place) => source.shownBesides(place));
    const found = listed.map((one, place) => this.#known(one, manner, besides[place] ?? ''));
    const missing = listed.filter((_one, place) => found[place] === undefined).map(({ id }) => id);
    if (listed.length > 0) this.#mostKnown.set(walk, missing.length * 2 < listed.length);
    if (missing.length === 0) return found as Buffer[];
    const records = new Map((await source.read(missing)).map((record) => [record.id, record]));
    for (const [place, { id }] of listed.entries()) {
      const record = found[place] === undefined ? records.get(id) : undefined;
      if (record === undefined) continue;
      const json = ownBytes(JSON.stringify(source.resourceOf(record, place)));
      this.#keep(record, { manner, shownBesides: besides[place] ?? '', json });
      found[place] = json;
    }
    return found.filter((json) => json !== undefined);
  }

  #known({ id, version, lastModified }: Versioned, manner: string, shownBesides: string): Buffer | undefined {
    const known = this.#records.get(id);
    const isSame =
      known?.version === version &&
      known.lastModified === lastModified &&
      known.manner === manner &&
      known.shownBesides === shownBesides;
    return isSame ? known.json : undefined;
  }

  #keep({ id, version, lastModified }: Versioned, shown: Pick<Known, 'manner' | 'shownBesides' | 'json'>): void {
    const { manner, shownBesides, json } = shown;
    if (!isKept(manner)) return;
    const size = json.length + shownBesides.length + manner.length + ENTRY_BYTES;
    this.#records.set(id, { version, lastModified, ...shown }, { size });
  }
}

/** Node keeps short buffers in common blocks, of which one that lives on would keep the whole. */
function ownBytes(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}
