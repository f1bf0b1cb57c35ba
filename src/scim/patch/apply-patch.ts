import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { badRequest } from '../errors/scim-error.ts';
import { WorkBudget } from '../filter/work-budget.ts';
import { isNobody } from '../idp-dialects/manager-forms.ts';
import { coerceValue } from '../resource/coerce-value.ts';
import { type CanonicalResource, isKept } from '../resource/read-resource.ts';
import { isObject } from '../resource/tidy-list.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import { mergeSubs } from './edit-list.ts';
import { patchedSub, patchList } from './patch-list.ts';
import type { PatchOperation } from './patch-operation.ts';
import { isKeptRequired, keepImmutable, setSub } from './set-sub-attribute.ts';

export interface PatchOptions {
  /** A replace whose filter matches nothing makes the element the filter describes, instead of failing. */
  readonly replaceCreatesElement: boolean;
}

/**
 * Applies operations in order to a resource in canonical form (RFC 7644 §3.5.2) and returns the result; the resource
 * itself is left alone, so nothing is half-applied when an operation fails. Work is bounded by a budget.
 * @throws ScimError 400 mutability, noTarget or invalidValue; 413 when the budget is spent
 */
export function applyPatch(
  resource: CanonicalResource,
  operations: readonly PatchOperation[],
  options: PatchOptions,
): CanonicalResource {
  const draft = cloneJson(resource) as CanonicalResource;
  const budget = new WorkBudget();
  for (const operation of operations) {
    if (isApplicable(operation)) applyOperation(draft, operation, options, budget);
  }
  return draft;
}

/** Whether a target may be written at all. What a path names is refused, what a value merely mentions is passed over. */
function isApplicable({ target: { attribute, sub }, value, isExplicit }: PatchOperation): boolean {
  const isReadOnly = attribute.mutability === 'readOnly' || sub?.mutability === 'readOnly';
  if (isReadOnly) {
    if (isExplicit) throw badRequest('mutability', `${(sub ?? attribute).label} is read-only`);
    return false;
  }
  const written = sub ?? attribute;
  if (isKept(attribute) && isKept(written)) return true;
  if (value !== undefined) coerceValue(written, value);
  return false;
}

function applyOperation(
  draft: CanonicalResource,
  operation: PatchOperation,
  options: PatchOptions,
  budget: WorkBudget,
): void {
  const { attribute } = operation.target;
  const { extension } = attribute;
  const container = extension === undefined ? draft : openExtension(draft, extension);
  const before = container[attribute.name];
  const after = attribute.multiValued
    ? patchList(Array.isArray(before) ? before : [], operation, options, budget)
    : patchSingle(before, operation, options, budget);
  if (after === undefined) unset(container, operation);
  else container[attribute.name] = after;
  if (extension !== undefined && Object.keys(container).length === 0) delete draft[extension];
}

function openExtension(draft: CanonicalResource, schema: string): CanonicalResource {
  const existing = draft[schema];
  if (isObject(existing)) return existing as CanonicalResource;
  const opened: CanonicalResource = {};
  draft[schema] = opened;
  return opened;
}

function unset(container: CanonicalResource, { target: { attribute }, isExplicit, isWhole }: PatchOperation): void {
  if (isWhole || !isKeptRequired(attribute, isExplicit)) delete container[attribute.name];
}

function patchSingle(
  before: Json | undefined,
  operation: PatchOperation,
  options: PatchOptions,
  budget: WorkBudget,
): Json | undefined {
  const { verb, value, target } = operation;
  const { attribute, sub } = target;
  if (sub) return patchSubAttribute(sub, before, operation, options, budget);
  if (verb === 'remove') return undefined;
  if (value === null || value === undefined) return verb === 'add' ? before : undefined;
  const coerced = coerceValue(attribute, value);
  if (attribute.required && typeof coerced === 'string' && coerced.trim() === '') {
    throw badRequest('invalidValue', `${attribute.label} is required and cannot be empty`);
  }
  const isUnset = attribute.subAttributes.has('value') && isNobody(value);
  if (!isUnset && attribute.type === 'complex' && isObject(before) && (isObject(coerced) || isObject(value))) {
    return mergeComplex(attribute, before, isObject(coerced) ? coerced : {}, operation, budget);
  }
  return keepImmutable(attribute, before, coerced);
}

/**
 * Sub-attributes a value sets to null or to nothing are unset; those it does not name stay (RFC 7644 §3.5.2.3). Adding adds to those with
 * several values.
 */
function mergeComplex(
  attribute: AttributeDefinition,
  before: JsonObject,
  coerced: JsonObject,
  { verb, value }: PatchOperation,
  budget: WorkBudget,
): JsonObject | undefined {
  const merged: CanonicalResource = { ...before };
  if (verb === 'add') mergeSubs(attribute, merged, coerced, budget);
  else {
    for (const sub of attribute.subAttributes.values()) {
      const after = coerced[sub.name];
      if (after !== undefined) setSub(merged, sub, after);
    }
  }
  for (const [key, raw] of Object.entries(value ?? {})) {
    const sub = attribute.subAttributes.get(key.toLowerCase());
    if (sub && isKept(sub) && coerced[sub.name] === undefined && (raw === null || verb !== 'add')) {
      setSub(merged, sub, undefined);
    }
  }
  if (coerced.$ref === undefined) dropOutdatedReference(merged, before);
  return unlessEmpty(merged);
}

function patchSubAttribute(
  sub: AttributeDefinition,
  before: Json | undefined,
  operation: PatchOperation,
  options: PatchOptions,
  budget: WorkBudget,
): Json | undefined {
  const { verb, value } = operation;
  if (verb === 'add' && (value === null || value === undefined)) return before;
  const complex: CanonicalResource = isObject(before) ? { ...before } : {};
  setSub(complex, sub, patchedSub(sub, operation, options, budget)(complex[sub.name]));
  if (isObject(before)) dropOutdatedReference(complex, before);
  return unlessEmpty(complex);
}

/** A `$ref` says the same as `value`: it does not outlive it. */
function dropOutdatedReference(complex: CanonicalResource, before: JsonObject): void {
  if (complex.value !== before.value) delete complex.$ref;
}

const unlessEmpty = (complex: CanonicalResource): CanonicalResource | undefined =>
  Object.keys(complex).length === 0 ? undefined : complex;

/** The values are coerced ones: their depth is that of the schema. */
function cloneJson(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneJson);
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(value)) copy[key] = cloneJson((value as JsonObject)[key] ?? null);
  return copy;
}
