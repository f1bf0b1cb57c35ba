export const ATTRIBUTE_TYPES = [
  'string',
  'boolean',
  'decimal',
  'integer',
  'dateTime',
  'reference',
  'binary',
  'complex',
] as const;

/** One attribute, or sub-attribute, an administrator declared: the characteristics of RFC 7643 §7, and `filterable`. */
export interface ExtensionAttribute {
  readonly name: string;
  readonly type: (typeof ATTRIBUTE_TYPES)[number];
  readonly multiValued: boolean;
  readonly description?: string;
  readonly required: boolean;
  /** Suggestions, as RFC 7643 §7 has it: other values are taken, too. */
  readonly canonicalValues?: readonly string[];
  readonly caseExact: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  readonly returned: 'always' | 'never' | 'default' | 'request';
  /** `server`: no two live resources of the type share a value, within the connection. */
  readonly uniqueness: 'none' | 'server';
  readonly referenceTypes?: readonly string[];
  /** Whether filters may name it. */
  readonly filterable: boolean;
  /** Of complex attributes, one level deep (RFC 7643 §2.3.8). */
  readonly subAttributes?: readonly ExtensionAttribute[];
}

/** An attribute that has the characteristics of RFC 7643 §2.2 where nothing else is said. */
export const extensionAttribute = (name: string, changes: Partial<ExtensionAttribute> = {}): ExtensionAttribute => ({
  name,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  filterable: true,
  ...changes,
});

/** An extension schema of one connection: attributes its identity provider may send besides those of the standard. */
export interface ExtensionSchema {
  /** Its URN, which matches in any case. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly resourceType: 'User' | 'Group';
  /** Whether every new resource of the type must have attributes of it (RFC 7643 §6). */
  readonly required: boolean;
  readonly attributes: readonly ExtensionAttribute[];
}

/** All extension schemas of a connection. They are part of its record, so whoever has read it knows them. */
export interface ExtensionSchemas {
  /** Another one after every change: what was worked out from one revision holds for it in every process. */
  readonly revision: string;
  readonly schemas: readonly ExtensionSchema[];
  readonly former?: readonly FormerNames[];
}

/**
 * How a schema and attributes of it were written that are declared no longer. Values are stored under these very names,
 * and clients cannot tell them from others that differ in case only: declared in another case, an attribute would have two
 * places, and deleting its values would leave some behind.
 */
export interface FormerNames {
  readonly resourceType: ExtensionSchema['resourceType'];
  readonly schema: string;
  /** `desk`, and `desk.floor` for a sub-attribute. */
  readonly names: readonly string[];
}

const TEXTS: ReadonlySet<string> = new Set(['string', 'reference', 'binary']);

/** Whether upper and lower case can make a difference at all. */
export const hasCase = ({ type }: Pick<ExtensionAttribute, 'type'>): boolean => TEXTS.has(type);

/** Of texts only; addresses and binary values are what they are (RFC 7643 §2.3.6, §2.3.7). */
export const ignoresCase = ({ type, caseExact }: Pick<ExtensionAttribute, 'type' | 'caseExact'>): boolean =>
  type === 'string' && !caseExact;

/** `urn:acme:hr:2.0:User:badge.number` */
export const attributeLabel = (schemaId: string, ...names: readonly string[]): string =>
  `${schemaId}:${names.join('.')}`;

export const findSchema = (schemas: readonly ExtensionSchema[], id: string): ExtensionSchema | undefined =>
  schemas.find((schema) => schema.id.toLowerCase() === id.toLowerCase());
