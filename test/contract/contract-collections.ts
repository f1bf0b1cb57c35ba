import { type CollectionSpec, type Doc, declareCollection } from '../../src/application/ports/collection.ts';
import type { Database, ReadableCollection, WritableCollection } from '../../src/application/ports/database.ts';
import { absent, and, eq, isIn } from '../../src/application/ports/query.ts';
import type { Transfer } from '../../src/application/ports/transfer.ts';
import type { Json } from '../../src/domain/provisioning/directory-user.ts';

/** A document with a field of every kind, and one that is not declared at all. */
export interface Person extends Doc {
  readonly name?: string;
  readonly code?: string;
  readonly team?: string;
  readonly role?: string;
  readonly age?: number;
  readonly active?: boolean;
  readonly leftAt?: string;
  readonly profile?: Json;
  readonly raw?: Json;
  readonly note?: unknown;
}

export interface Plain extends Doc {
  readonly text?: string;
}

export interface ContractCollections {
  readonly people: Person;
  readonly plains: Plain;
  readonly fences: Doc;
}

export const contractCollections: {
  readonly [K in keyof ContractCollections]: CollectionSpec<ContractCollections[K]>;
} = {
  people: declareCollection<Person>({
    name: 'people',
    fields: {
      name: 'folded string',
      code: 'string',
      team: 'string',
      role: 'string',
      age: 'number',
      active: 'boolean',
      leftAt: 'string',
      profile: 'folded json',
      raw: 'json',
    },
    unique: [
      { name: 'code', fields: ['code'] },
      { name: 'liveName', fields: ['team', 'name'], where: absent('leftAt') },
      { name: 'oneLead', fields: ['team'], where: and(eq('active', true), eq('role', 'lead')) },
    ],
    indexes: [
      { name: 'teamAge', fields: ['team', 'age'] },
      { name: 'leaving', fields: ['leftAt'], where: isIn('role', ['lead', 'deputy']), acrossTenants: true },
    ],
  }),
  plains: declareCollection<Plain>({ name: 'plains', fields: { text: 'string' }, unique: [], indexes: [] }),
  fences: declareCollection<Doc>({ name: 'fences', fields: {}, unique: [], indexes: [] }),
};

export type ContractTransaction = {
  readonly [K in keyof ContractCollections]: WritableCollection<ContractCollections[K]>;
};

/** The port over the contract's own collections. */
export type ContractDatabase = {
  readonly [K in keyof ContractCollections]: ReadableCollection<ContractCollections[K]>;
} & {
  transaction<T>(work: (tx: ContractTransaction) => Promise<T>): Promise<T>;
  optimistic<T>(work: (tx: ContractTransaction) => Promise<T>): Promise<T>;
  readonly transfer: Transfer<ContractCollections>;
} & Pick<Database, 'migrate' | 'isMigrated' | 'ping' | 'inspect' | 'close'>;
