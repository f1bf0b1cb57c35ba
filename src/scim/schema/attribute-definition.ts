export type AttributeType =
  | 'string'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'dateTime'
  | 'binary'
  | 'reference'
  | 'complex';
export type Mutability = 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
export type Returned = 'always' | 'never' | 'default' | 'request';

/** One attribute or sub-attribute (RFC 7643 §2.2), frozen, with everything request handling asks about it. */
export interface AttributeDefinition {
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: Mutability;
  readonly returned: Returned;
  /** Keys from the root of a resource down to this attribute; list positions are not part of it. */
  readonly path: readonly [string, ...string[]];
  /** A dateTime that says which moment it means: one without a zone is refused. */
  readonly zoned?: true;
  /** Not stored: it is found out when somebody asks for it. */
  readonly workedOut?: true;
  /** Why neither filters nor `sortBy` can name it, to stand after its label. */
  readonly unfilterable?: string;
  /** URN of the extension the attribute belongs to; absent for core and common attributes. */
  readonly extension?: string;
  /** Set on sub-attributes. */
  readonly parent?: AttributeDefinition;
  /** By lower-case name; empty unless complex. */
  readonly subAttributes: ReadonlyMap<string, AttributeDefinition>;
  /** How messages name it: `userName`, `name.givenName`, `urn:…:User:manager.value`. */
  readonly label: string;
}
