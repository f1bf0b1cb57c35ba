import { LRUCache } from 'lru-cache';
import type { Versioned } from './known-json.ts';

/** A page as a walk last showed it, and what tells that it is still the same. */
export interface KnownPage {
  /** What was found, with the record after the page that tells of a further one. */
  readonly found: readonly Versioned[];
  /** The digest of that. */
  readonly foundDigest: string;
  /** The digest of the states of all groups of the connection, where it shows who is in which. */
  readonly groupsDigest?: string | undefined;
  /** Its resources as JSON. */
  readonly json: readonly Buffer[];
}

/** The JSON belongs to those who know it of each record: a page does not keep it from being forgotten. */
interface KeptPage extends Omit<KnownPage, 'json'> {
  readonly json: readonly WeakRef<Buffer>[];
}

/** What was asked for longest ago goes first. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_PAGES = 5_000;
/** About what an entry takes besides its key, for itself and for each record. */
const ENTRY_BYTES = 1_000;
const RECORD_BYTES = 250;
const MOST_CONNECTIONS = 1_000;
const LATELY_MS = 600_000;

/**
 * Pages that were shown of what was known already. Whether nothing of a page has changed the database can say without
 * telling what is on it: then neither has anything to be sent, nor looked at record by record.
 */
export class KnownPages {
  readonly #pages = new LRUCache<string, KeptPage>({ max: MOST_PAGES, maxSize: MOST_BYTES });
  readonly #manyGroups = new LRUCache<string, true>({ max: MOST_CONNECTIONS, ttl: LATELY_MS });

  get(key: string): KnownPage | undefined {
    const page = this.#pages.get(key);
    const json = page?.json.map((one) => one.deref());
    return page && isWhole(json) ? { ...page, json } : undefined;
  }

  keep(key: string, page: KnownPage): void {
    const size = key.length + ENTRY_BYTES + page.found.length * RECORD_BYTES;
    this.#pages.set(key, { ...page, json: page.json.map((one) => new WeakRef(one)) }, { size });
  }

  /** Whether a connection had more groups lately than are looked at for each page. */
  hasManyGroups(connectionId: string): boolean {
    return this.#manyGroups.has(connectionId);
  }

  noteManyGroups(connectionId: string): void {
    this.#manyGroups.set(connectionId, true);
  }
}

const isWhole = (json: readonly (Buffer | undefined)[] = []): json is readonly Buffer[] =>
  json.every((one) => one !== undefined);
