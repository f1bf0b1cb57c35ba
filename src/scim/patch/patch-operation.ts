import type { ElementCondition } from '../../application/ports/query.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { FilterNode } from '../filter/filter-syntax.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';

export type PatchVerb = 'add' | 'replace' | 'remove';

export interface SelectedElements {
  readonly filter: FilterNode;
  readonly condition: ElementCondition;
}

/** What a path points at: an attribute, some of its elements, or a sub-attribute of either (RFC 7644 §3.5.2). */
export interface PatchTarget {
  /** Always the top-level attribute. */
  readonly attribute: AttributeDefinition;
  readonly sub?: AttributeDefinition;
  /** `emails[…]`: as parsed, and as the condition it states about one element. */
  readonly elements?: SelectedElements;
  /** `address.lines[…]`: the same for the values of `sub`. */
  readonly subElements?: SelectedElements;
}

/** One change of one target. An operation without a path has been taken apart into one for each attribute it names. */
export interface PatchOperation {
  readonly verb: PatchVerb;
  readonly target: PatchTarget;
  /** Undefined: the operation has none. */
  readonly value: Json | undefined;
  /** The client named this very target in a path; what it merely mentions beside others is left out, not refused. */
  readonly isExplicit: boolean;
  /** The attribute goes with all of its extension, so that nothing of it is required any more. */
  readonly isWhole?: true;
}
