import type { Json } from '../../domain/provisioning/directory-user.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import { messageMember } from '../protocol/message-member.ts';
import { isObject } from '../resource/tidy-list.ts';
import { mapStrings } from './map-strings.ts';

/** Attributes whose value, or whose link to an account, only one resource may have. */
const UNIQUE = ['username', 'email', 'displayname', 'externalid'];

/** A pattern of these, and of the attributes of declared extensions that are unique. */
export const uniqueNames = (more: readonly string[] = []): RegExp =>
  new RegExp([...UNIQUE, ...more].join('|').replaceAll('$', '\\$'), 'i');

const STANDARD = uniqueNames();
/** A PATCH of an extension: message, operation, value, extension. */
const MOST_NESTING = 6;
const BESIDE: ReadonlySet<string> = new Set(['type', 'display', 'op', 'path']);

/** The texts an operation gives such attributes, in whatever form it names them; more rather than fewer. */
export function namesGiven(data: Json | undefined, unique = STANDARD, depth = 0): readonly string[] {
  if (!isObject(data) || depth > MOST_NESTING) return [];
  const names = new Set<string>();
  const collect = (value: Json) => {
    mapStrings(value, (text, key) => {
      if (!BESIDE.has(key.toLowerCase())) names.add(foldCase(text));
      return text;
    });
  };
  for (const [key, value] of Object.entries(data)) {
    if (unique.test(key)) collect(value);
    else if (key.toLowerCase() === 'operations' && Array.isArray(value)) value.forEach(visit);
    else if (isObject(value) && key.includes(':'))
      for (const name of namesGiven(value, unique, depth + 1)) names.add(name);
  }
  return [...names];

  function visit(operation: Json): void {
    if (!isObject(operation)) return;
    const [path, value] = [messageMember(operation, 'path'), messageMember(operation, 'value')];
    if (value === undefined) return;
    if (typeof path === 'string' && unique.test(path)) collect(value);
    else for (const name of namesGiven(value, unique, depth + 1)) names.add(name);
  }
}
