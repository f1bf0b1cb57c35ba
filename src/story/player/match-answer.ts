import { isDeepStrictEqual } from 'node:util';
import type { Exchange, Matcher, Template, Variables } from './exchange.ts';
import { fill } from './fill-template.ts';

interface Given {
  readonly status: number;
  readonly headers?: { readonly [name: string]: unknown };
  readonly body: unknown;
}

/** What is wrong with an answer; nothing when it is as expected. */
export function mismatches(expected: Exchange['expect'], answer: Given, variables: Variables): string[] {
  if (!expected.status.includes(answer.status)) {
    return [`answered ${answer.status}${detailOf(answer.body)}, not ${expected.status.join(' or ')}`];
  }
  const complaints = (name: string, found: unknown, matcher: Matcher): string[] => {
    const complaint = complaintAbout(found, fill(matcher as Template, variables));
    return complaint ? [`${name} ${complaint}`] : [];
  };
  const { headers = {}, body = {} } = expected;
  return [
    ...Object.entries(headers).flatMap(([name, matcher]) => complaints(name, answer.headers?.[name], matcher)),
    ...(answer.body === undefined
      ? []
      : Object.entries(body).flatMap(([path, matcher]) => complaints(path, valueAt(answer.body, path), matcher))),
  ];
}

/** The value at a path; `*` is every element of a list. */
export function valueAt(body: unknown, path: string): unknown {
  let values: unknown[] = [body];
  let many = false;
  for (const key of path.split(/\.(?![^[]*\])/)) {
    if (key === '*') {
      many = true;
      values = values.flatMap((value) => (Array.isArray(value) ? value : []));
    } else {
      const name = key.replace(/^\[(.*)\]$/, '$1');
      values = values.map((value) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
      );
    }
  }
  return many ? values : values[0];
}

type Special = Partial<{
  $exists: boolean;
  $ignoringCase: string;
  $startsWith: string;
  $not: unknown;
  $includes: unknown;
  $oneOf: unknown[];
  $sameMembers: unknown[];
  $atLeast: number;
  $count: number;
  $text: true;
}>;

function complaintAbout(found: unknown, wanted: unknown): string | undefined {
  if (typeof wanted !== 'object' || wanted === null || !Object.keys(wanted).some((key) => key.startsWith('$'))) {
    return isDeepStrictEqual(found, wanted) ? undefined : `is ${show(found)}, not ${show(wanted)}`;
  }
  const special = wanted as Special;
  const isThere = ![undefined, null, ''].includes(found as never) && !(Array.isArray(found) && found.length === 0);
  if (special.$exists !== undefined) {
    return isThere === special.$exists
      ? undefined
      : special.$exists
        ? 'is missing'
        : `should not be there: ${show(found)}`;
  }
  if (special.$text) return typeof found === 'string' && found !== '' ? undefined : `is ${show(found)}, not a text`;
  if (special.$ignoringCase !== undefined) {
    const same = typeof found === 'string' && found.toLowerCase() === special.$ignoringCase.toLowerCase();
    return same ? undefined : `is ${show(found)}, not ${show(special.$ignoringCase)}`;
  }
  if (special.$startsWith !== undefined) {
    const does = typeof found === 'string' && found.startsWith(special.$startsWith);
    return does ? undefined : `is ${show(found)}, which does not begin with ${show(special.$startsWith)}`;
  }
  if (special.$not !== undefined) {
    return isDeepStrictEqual(found, special.$not) ? `is ${show(found)}, which it must not be` : undefined;
  }
  if (special.$includes !== undefined) {
    const does = Array.isArray(found) && found.some((one) => isDeepStrictEqual(one, special.$includes));
    return does ? undefined : `is ${show(found)}, without ${show(special.$includes)}`;
  }
  if (special.$oneOf) {
    return special.$oneOf.some((one) => isDeepStrictEqual(found, one))
      ? undefined
      : `is ${show(found)}, not one of ${show(special.$oneOf)}`;
  }
  if (special.$sameMembers) {
    const [given, members] = [[...(Array.isArray(found) ? found : [])].sort(), [...special.$sameMembers].sort()];
    return isDeepStrictEqual(given, members) ? undefined : `is ${show(given)}, not ${show(members)} in any order`;
  }
  if (special.$atLeast !== undefined) {
    return typeof found === 'number' && found >= special.$atLeast
      ? undefined
      : `is ${show(found)}, below ${special.$atLeast}`;
  }
  const count = Array.isArray(found) ? found.length : 0;
  return count === special.$count ? undefined : `has ${count} elements, not ${special.$count}`;
}

/** A value as JSON, cut where it is long. */
export const show = (value: unknown): string => {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
};

const detailOf = (body: unknown): string => {
  const detail = valueAt(body, 'detail');
  return typeof detail === 'string' ? ` (${detail})` : '';
};
