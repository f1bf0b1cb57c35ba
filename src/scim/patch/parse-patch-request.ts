import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { badRequest, invalidValue, ScimError } from '../errors/scim-error.ts';
import { isOfUnknownSchema } from '../idp-dialects/unknown-schemas.ts';
import { messageMember } from '../protocol/message-member.ts';
import { isObject } from '../resource/tidy-list.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { parsePatchPath } from './parse-patch-path.ts';
import type { PatchOperation, PatchVerb } from './patch-operation.ts';

/** Far above what clients send, who list many members or values in one operation; ServiceProviderConfig has no word for it. */
export const MAX_PATCH_OPERATIONS = 2_000;

const VERBS: ReadonlySet<string> = new Set(['add', 'replace', 'remove']);

/**
 * Reads a PatchOp message (RFC 7644 §3.5.2). Verbs and member names match in any case (Entra writes `Replace`), `schemas`
 * may be missing. A value without a path is taken apart: dotted, qualified and extension keys each become a target;
 * unknown keys, `id`, `schemas` and `meta` in it are passed over, and so are paths into schemas nobody here knows.
 * @throws ScimError 400 invalidSyntax, invalidPath, noTarget or invalidValue; 413 for more operations than are taken at
 *   once; FilterError
 */
export function parsePatchRequest(type: ResourceType, body: Json | undefined): PatchOperation[] {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'The body must be a JSON object with Operations');
  const operations = messageMember(body, 'Operations');
  if (!Array.isArray(operations) || operations.length === 0) {
    throw badRequest('invalidSyntax', 'Operations must be a list of at least one operation');
  }
  if (operations.length > MAX_PATCH_OPERATIONS) {
    const detail = `The request holds ${operations.length} operations: send at most ${MAX_PATCH_OPERATIONS} at once, or list several values in one`;
    throw new ScimError(413, undefined, detail);
  }
  const parsed: PatchOperation[] = [];
  operations.forEach((operation: Json, index) => {
    readOperation(type, operation, `Operations[${index}]`, parsed);
  });
  return parsed;
}

function readOperation(type: ResourceType, operation: Json, where: string, parsed: PatchOperation[]): void {
  if (!isObject(operation)) throw badRequest('invalidSyntax', `${where} must be an object`);
  const verb = readVerb(messageMember(operation, 'op'), where);
  const value = messageMember(operation, 'value');
  const path = messageMember(operation, 'path') ?? '';
  if (typeof path !== 'string') throw badRequest('invalidPath', `${where}.path must be a string`);
  if (value === undefined && verb !== 'remove') throw invalidValue(`${where} has no value to ${verb}`);
  if (path.trim() === '') {
    if (verb === 'remove') throw badRequest('noTarget', `${where} needs a path: what is to be removed?`);
    takeApart(type, verb, requireObject(value, where), parsed);
    return;
  }
  if (isOfUnknownSchema(type, path)) return;
  const parsedPath = parsePatchPath(type, path);
  if (parsedPath.kind === 'target') parsed.push({ verb, target: parsedPath.target, value, isExplicit: true });
  else if (verb !== 'remove') {
    const schema = parsedPath.kind === 'core' ? type.schema : parsedPath.schema;
    takeApart(type, verb, requireObject(value, where), parsed, `${schema}:`);
  } else if (parsedPath.kind === 'extension') removeExtension(type, parsedPath.schema, parsed);
  else throw badRequest('mutability', `${where} would remove the whole resource: use DELETE`);
}

function readVerb(op: Json | undefined, where: string): PatchVerb {
  const verb = typeof op === 'string' ? op.toLowerCase() : '';
  if (!VERBS.has(verb)) throw badRequest('invalidSyntax', `${where}.op must be add, replace or remove`);
  return verb as PatchVerb;
}

/** One operation for each attribute the value names; `prefix` qualifies names that stand inside a schema's own object. */
function takeApart(
  type: ResourceType,
  verb: PatchVerb,
  value: JsonObject,
  parsed: PatchOperation[],
  prefix = '',
): void {
  for (const key of Object.keys(value)) {
    const inner = value[key] ?? null;
    const name = prefix + key;
    if (type.find(withoutFilter(name)) === undefined) continue;
    const path = parsePatchPath(type, name);
    if (path.kind === 'target') parsed.push({ verb, target: path.target, value: inner, isExplicit: false });
    else if (inner === null || inner === '') continue;
    else if (prefix !== '') throw invalidValue(`${key} cannot stand inside another schema`);
    else
      takeApart(type, verb, requireObject(inner, key), parsed, `${path.kind === 'core' ? type.schema : path.schema}:`);
  }
}

/** `emails[type eq "work"].value` names what `emails.value` does. */
function withoutFilter(name: string): string {
  const [from, to] = [name.indexOf('['), name.lastIndexOf(']')];
  return from < 0 ? name : name.slice(0, from).trim() + (to < from ? '' : name.slice(to + 1).trim());
}

function removeExtension(type: ResourceType, schema: string, parsed: PatchOperation[]): void {
  for (const attribute of type.extensionAttributes.get(schema)?.values() ?? []) {
    parsed.push({ verb: 'remove', target: { attribute }, value: undefined, isExplicit: false, isWhole: true });
  }
}

function requireObject(value: Json | undefined, where: string): JsonObject {
  if (!isObject(value)) throw invalidValue(`${where} without an attribute path needs an object as its value`);
  return value;
}
