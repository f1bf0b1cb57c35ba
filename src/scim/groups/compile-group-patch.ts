import type { MemberEdit } from '../../application/provisioning/directory-content.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { badRequest, invalidValue, ScimError } from '../errors/scim-error.ts';
import type { FilterNode } from '../filter/filter-syntax.ts';
import { matchElement } from '../filter/match-element.ts';
import { WorkBudget } from '../filter/work-budget.ts';
import type { PatchOperation, SelectedElements } from '../patch/patch-operation.ts';
import { memberElement } from './group-resource.ts';
import { readMembers } from './read-members.ts';

/** A PATCH of a group, taken apart: what touches members becomes edits of rows, the rest is applied to the group itself. */
export interface GroupPatch {
  readonly members: readonly MemberEdit[];
  readonly content: readonly PatchOperation[];
}

/** Each may look at every member of the group. */
const MOST_SELECTIONS = 10;
/** Of one of them, over all members: a second or two, in turns with everybody else's work. */
const SELECTION_COMPARISONS = 20_000_000;

/**
 * Compiles without looking at the members the group has, so its cost is that of the request, not of the group. The order
 * of the edits is kept; the two parts do not touch each other. `baseUrl` is that of `$ref`.
 * @throws ScimError 400 mutability, invalidValue or invalidFilter; 413 for more selections by other things than `value` than
 *   are made at once
 */
export function compileGroupPatch(operations: readonly PatchOperation[], baseUrl: string): GroupPatch {
  const members: MemberEdit[] = [];
  const content: PatchOperation[] = [];
  for (const operation of operations) {
    if (operation.target.attribute.name !== 'members') content.push(operation);
    else {
      const edit = memberEdit(operation, baseUrl);
      if (edit) members.push(edit);
    }
  }
  if (members.filter(({ op }) => op === 'removeSelected').length > MOST_SELECTIONS) {
    const detail = `A request may select members ${MOST_SELECTIONS} times at most by anything but their value`;
    throw new ScimError(413, undefined, detail);
  }
  return { members, content };
}

/** Undefined: the operation asks for nothing, like adding no one. */
function memberEdit(operation: PatchOperation, baseUrl: string): MemberEdit | undefined {
  const { verb, target, isExplicit } = operation;
  const value = operation.value ?? undefined;
  if (target.sub && (target.elements || target.sub.name !== 'value' || value === undefined)) {
    throw badRequest('mutability', `${target.sub.label} cannot be changed: remove the member and add another`);
  }
  if (target.elements) {
    const userIds = selectedIds(target.elements.filter);
    return userIds ? editSelected(operation, userIds) : removeSelected(operation, target.elements, baseUrl);
  }
  switch (verb) {
    case 'add':
      return value === undefined ? undefined : addition(value);
    case 'replace':
      if (value !== undefined) return replacement(value);
      return isExplicit ? { op: 'clear' } : undefined;
    case 'remove':
      return value === undefined ? { op: 'clear' } : removal(readMembers(value).map(({ userId }) => userId));
  }
}

function addition(value: Json): MemberEdit | undefined {
  const members = readMembers(value);
  return members.length === 0 ? undefined : { op: 'add', members };
}

function replacement(value: Json): MemberEdit {
  const members = readMembers(value);
  return members.length === 0 ? { op: 'clear' } : { op: 'replace', members };
}

/** A list that names nobody removes nobody; only an operation without a value empties the group. */
const removal = (userIds: readonly string[]): MemberEdit | undefined =>
  userIds.length === 0 ? undefined : { op: 'remove', userIds };

function editSelected({ verb, value }: PatchOperation, userIds: readonly string[]): MemberEdit | undefined {
  if (verb === 'remove') return removal(userIds);
  if (verb === 'replace') {
    throw badRequest('mutability', 'A member cannot be changed: remove it and add another');
  }
  const named = value === undefined || value === null ? [] : readMembers(value);
  if (named.some(({ userId }) => !userIds.includes(userId))) {
    throw invalidValue('The members to add are not those the path selects');
  }
  return { op: 'add', members: named.length > 0 ? named : userIds.map((userId) => ({ userId })) };
}

/** By any other filter. What it selects is known only when the members are looked at. */
function removeSelected(
  { verb }: PatchOperation,
  { filter, condition }: SelectedElements,
  baseUrl: string,
): MemberEdit {
  if (verb !== 'remove') {
    throw badRequest('mutability', 'A member cannot be changed: to add members, name them by value');
  }
  const among = namedBy(filter);
  const budget = new WorkBudget(SELECTION_COMPARISONS);
  return {
    op: 'removeSelected',
    selection: {
      matches: (member) => matchElement(condition, memberElement(member, baseUrl), budget),
      ...(among && { among }),
    },
  };
}

/** The ids outside of which a filter cannot match: at its top, or as one of those that must all hold. */
function namedBy(filter: FilterNode): readonly string[] | undefined {
  const nodes = filter.kind === 'and' ? filter.operands : [filter];
  return nodes.map(selectedIds).find((ids) => ids !== undefined);
}

/** Of members selected by `value` alone: by one id, or by several joined with `or`. */
function selectedIds(filter: FilterNode): readonly string[] | undefined {
  const nodes = filter.kind === 'or' ? filter.operands : [filter];
  const ids = nodes.flatMap((node) => {
    const isById = node.kind === 'comparison' && node.operator === 'eq' && node.name.toLowerCase() === 'value';
    return isById && typeof node.value === 'string' ? [node.value] : [];
  });
  return ids.length === nodes.length ? ids : undefined;
}
