/** A database server and what Holdfast has in it, as seen when it was looked at. */
export interface StorageFacts {
  /** As people call it: `PostgreSQL`, `MongoDB`. */
  readonly engine: string;
  /** `18.4` */
  readonly version: string;
  /** How far the server's clock is ahead of this machine's, give or take half a round trip. */
  readonly clockAheadMs: number;
  /** Whether its tables and indexes are those of this version, those of another, or none at all. */
  readonly schema: 'current' | 'different' | 'absent';
  /** Declared keys and indexes that are missing or cannot be used: `collection.name`. */
  readonly missingIndexes: readonly string[];
  /** The members of a replica set; absent where there is none. */
  readonly members?: readonly ReplicaMember[];
}

export interface ReplicaMember {
  /** `host:port` */
  readonly name: string;
  readonly state: 'primary' | 'secondary' | 'other';
  /** What is wrong with it; absent when nothing is. */
  readonly trouble?: string;
}
