import type { Json } from '../../domain/provisioning/directory-user.ts';
import { badRequest, invalidValue, notFound, ScimError } from '../errors/scim-error.ts';
import { messageMember } from '../protocol/message-member.ts';
import { isObject } from '../resource/tidy-list.ts';
import { MAX_BULK_OPERATIONS } from './bulk-limits.ts';
import type { BulkEndpoint, BulkMethod, BulkOperation, ReadOperation } from './bulk-operation.ts';

export interface BulkRequest {
  readonly operations: readonly BulkOperation[];
  /** How many errors end the request; undefined: none do. */
  readonly failOnErrors: number | undefined;
}

const METHODS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const ENDPOINTS: Readonly<Record<string, BulkEndpoint>> = { users: 'Users', groups: 'Groups' };
/** Endpoints there are, which Bulk does not reach. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'bulk',
  'me',
  '.search',
  'schemas',
  'resourcetypes',
  'serviceproviderconfig',
]);

/**
 * Reads a BulkRequest message (RFC 7644 §3.7). Member names and methods match in any case, `schemas` may be missing. What
 * is wrong with one operation is that operation's answer, not the request's.
 * @throws ScimError 400 invalidSyntax or invalidValue; 413 for more operations than ServiceProviderConfig allows
 */
export function parseBulkRequest(body: Json | undefined, baseUrl: string): BulkRequest {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'The body must be a JSON object with Operations');
  const operations = messageMember(body, 'Operations');
  if (!Array.isArray(operations) || operations.length === 0) {
    throw badRequest('invalidSyntax', 'Operations must be a list of at least one operation');
  }
  if (operations.length > MAX_BULK_OPERATIONS) {
    const detail = `The request holds ${operations.length} operations: send at most ${MAX_BULK_OPERATIONS} at once`;
    throw new ScimError(413, undefined, detail);
  }
  const failOnErrors = readFailOnErrors(messageMember(body, 'failOnErrors') ?? 0);
  const read = operations.map((operation: Json, place) => readOperation(operation, place, baseUrl));
  return { operations: refuseRepeatedBulkIds(read), failOnErrors };
}

/** Clients whose unset numbers are 0 mean that nothing ends the request. */
function readFailOnErrors(value: Json): number | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw invalidValue('failOnErrors must be a whole number of errors');
  }
  return value === 0 ? undefined : value;
}

function readOperation(operation: Json, place: number, baseUrl: string): BulkOperation {
  const message = isObject(operation) ? operation : {};
  const method = messageMember(message, 'method');
  const [bulkId, path, version] = [
    messageMember(message, 'bulkId'),
    messageMember(message, 'path'),
    messageMember(message, 'version'),
  ];
  const data = messageMember(message, 'data') ?? undefined;
  const shown = {
    place,
    method: typeof method === 'string' ? method.toUpperCase().slice(0, 20) : '',
    ...(typeof bulkId === 'string' && bulkId !== '' && { bulkId }),
    path: typeof path === 'string' ? path : '',
    data,
    ...(typeof version === 'string' && version !== '' && { version }),
  };
  try {
    if (!isObject(operation)) throw badRequest('invalidSyntax', `Operations[${place}] must be an object`);
    if (version !== undefined && version !== null && typeof version !== 'string') {
      throw invalidValue(`Operations[${place}].version must be a text, as meta.version gives it`);
    }
    return { ...shown, read: readTarget(shown, baseUrl) };
  } catch (error) {
    if (error instanceof ScimError) return { ...shown, read: error };
    throw error;
  }
}

function readTarget(
  { place, method, bulkId, path, data }: Omit<BulkOperation, 'read'>,
  baseUrl: string,
): ReadOperation {
  const where = `Operations[${place}]`;
  if (!METHODS.has(method)) throw badRequest('invalidSyntax', `${where}.method must be POST, PUT, PATCH or DELETE`);
  if (path === '') throw badRequest('invalidPath', `${where} needs a path, such as /Users or /Users/{id}`);
  const { endpoint, id } = locateOperation(path, baseUrl, where);
  if (method === 'POST' ? id !== '' : id === '') {
    const known = method === 'POST' ? 'POST takes the path of an endpoint' : `${method} takes the path of a resource`;
    throw new ScimError(405, undefined, `${where}: ${known}, not ${path.slice(0, 120)}`);
  }
  if (method === 'POST' && bulkId === undefined) {
    throw invalidValue(`${where} needs a bulkId: a text of its own, by which the answer is found`);
  }
  if (method !== 'DELETE' && data === undefined) throw badRequest('invalidSyntax', `${where} needs data to ${method}`);
  return { method: method as BulkMethod, endpoint, id };
}

/** Relative to the SCIM root, with or without a slash in front, or absolute as `meta.location` gives it. */
function locateOperation(path: string, baseUrl: string, where: string) {
  const below = path.startsWith(`${baseUrl}/`) ? path.slice(baseUrl.length) : path;
  const [name = '', rawId = '', ...more] = withoutQuery(below).replace(/^\//, '').split('/', 4);
  const key = name.toLowerCase();
  if (ELSEWHERE.has(key) || rawId.toLowerCase() === '.search') {
    throw badRequest('invalidPath', `${where}: Bulk changes Users and Groups only, not ${path.slice(0, 120)}`);
  }
  const endpoint = Object.hasOwn(ENDPOINTS, key) ? ENDPOINTS[key] : undefined;
  if (!endpoint || more.some((segment) => segment !== '')) {
    throw notFound(`${where}: there is no endpoint ${path.slice(0, 120)}`);
  }
  return { endpoint, id: decode(rawId) };
}

const withoutQuery = (path: string): string => path.split('?', 1)[0] ?? '';

/** What cannot be decoded names nothing that exists. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Two creations under one bulkId: whom a reference means, nobody can tell. */
function refuseRepeatedBulkIds(operations: readonly BulkOperation[]): readonly BulkOperation[] {
  const seen = new Map<string, number>();
  for (const { method, bulkId } of operations) {
    if (method === 'POST' && bulkId !== undefined) seen.set(bulkId, (seen.get(bulkId) ?? 0) + 1);
  }
  return operations.map((operation) => {
    const { method, bulkId, read } = operation;
    const isRepeated = method === 'POST' && bulkId !== undefined && (seen.get(bulkId) ?? 0) > 1;
    if (!isRepeated || read instanceof ScimError) return operation;
    return { ...operation, read: invalidValue(`The bulkId ${JSON.stringify(bulkId)} is given to several operations`) };
  });
}
