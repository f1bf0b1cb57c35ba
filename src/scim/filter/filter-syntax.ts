/** What a filter says (RFC 7644 §3.4.2.2), before any attribute is looked up. `at` is the position in the filter's text. */
export type FilterNode = ComparisonNode | PresentNode | JoinNode | NotNode | ValuePathNode;

export type ComparisonOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
export type ComparisonValue = string | number | boolean | null;

export interface ComparisonNode {
  readonly kind: 'comparison';
  readonly name: string;
  readonly operator: ComparisonOperator;
  readonly value: ComparisonValue;
  readonly at: number;
}

export interface PresentNode {
  readonly kind: 'present';
  readonly name: string;
  readonly at: number;
}

/** Chains of one operator are kept flat, so a long chain costs no depth. */
export interface JoinNode {
  readonly kind: 'and' | 'or';
  readonly operands: readonly FilterNode[];
}

export interface NotNode {
  readonly kind: 'not';
  readonly operand: FilterNode;
}

/** `emails[type eq "work"]`: one element satisfies the whole inner filter. */
export interface ValuePathNode {
  readonly kind: 'valuePath';
  readonly name: string;
  readonly filter: FilterNode;
  readonly at: number;
}

/** Bounds of one filter; whatever lies within them parses in time linear in its length. */
export const FILTER_LIMITS = { length: 8192, depth: 32, terms: 200 } as const;
