import type { ContractDatabase } from './contract-collections.ts';

/** What the suite needs from an engine to put its adapter to the test. */
export interface ContractEngine {
  readonly name: string;
  /** Makes an empty, migrated database nobody else uses. */
  create(): Promise<EngineDatabase>;
}

export interface EngineDatabase {
  /** Where its server listens. */
  readonly address: { readonly host: string; readonly port: number };
  /** Opens it like a process of its own would; `port` leads through a proxy on this machine instead. */
  open(port?: number): Promise<ContractDatabase>;
  /**
   * Found in the message that commits several writes, where it does not carry the writes: what breaks the connection
   * before that message leaves nothing to find out.
   */
  readonly commitMarker?: string;
  drop(): Promise<void>;
}
