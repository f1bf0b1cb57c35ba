import { hash } from 'node:crypto';

const MODULUS = 1n << 256n;

/** What a collection holds, in a form to compare. */
export interface CollectionDigest {
  readonly documents: number;
  /** 64 hexadecimal digits. */
  readonly digest: string;
}

/**
 * The digest of a set of documents, in whatever order they come: the sum, modulo 2²⁵⁶, of the SHA-256 hashes of their
 * canonical JSON. Two engines may list documents in different orders, and a sum does not mind. It tells accidents (a
 * document lost, doubled or altered), not forgeries.
 */
export class DocumentsDigest {
  #sum = 0n;
  #documents = 0;

  add(document: object): void {
    const digest = hash('sha256', canonicalJson(document));
    this.#sum = (this.#sum + BigInt(`0x${digest}`)) % MODULUS;
    this.#documents++;
  }

  get result(): CollectionDigest {
    return { documents: this.#documents, digest: this.#sum.toString(16).padStart(64, '0') };
  }
}

/** JSON with the keys of every object in one order and nothing that is undefined, so that equal values are equal texts. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
