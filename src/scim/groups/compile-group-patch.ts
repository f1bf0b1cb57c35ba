import type { MemberEdit } from '../../application/provisioning/directory-content.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { badRequest, invalidValue } from '../errors/scim-error.ts';
import type { FilterNode } from '../filter/filter-syntax.ts';
import type { PatchOperation } from '../patch/patch-operation.ts';
import { readMembers } from './read-members.ts';

/** A PATCH of a group, taken apart: what touches members becomes edits of rows, the rest is applied to the group itself. */
export interface GroupPatch {
  readonly members: readonly MemberEdit[];
  readonly content: readonly PatchOperation[];
}

/**
 * Compiles without looking at the members the group has, so its cost is that of the request, not of the group. The order
 * of the edits is kept; the two parts do not touch each other.
 */
export function compileGroupPatch(operations: readonly PatchOperation[]): GroupPatch {
  const members: MemberEdit[] = [];
  const content: PatchOperation[] = [];
  for (const operation of operations) {
    if (operation.target.attribute.name !== 'members') content.push(operation);
    else {
      const edit = memberEdit(operation);
      if (edit) members.push(edit);
    }
  }
  return { members, content };
}

/** Undefined: the operation asks for nothing, like adding no one. */
function memberEdit(operation: PatchOperation): MemberEdit | undefined {
  const { verb, target, isExplicit } = operation;
  const value = operation.value ?? undefined;
  if (target.sub && (target.elements || target.sub.name !== 'value' || value === undefined)) {
    throw badRequest('mutability', `${target.sub.label} cannot be changed: remove the member and add another`);
  }
  if (target.elements) return editSelected(operation, selectedIds(target.elements.filter));
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

/** Members are selected by `value` alone: by one id, or by several joined with `or`. */
function selectedIds(filter: FilterNode): readonly string[] {
  const nodes = filter.kind === 'or' ? filter.operands : [filter];
  return nodes.map((node) => {
    const isById = node.kind === 'comparison' && node.operator === 'eq' && node.name.toLowerCase() === 'value';
    if (!isById || typeof node.value !== 'string') {
      throw badRequest('invalidFilter', 'Members can only be selected by value eq "…", joined with or');
    }
    return node.value;
  });
}
