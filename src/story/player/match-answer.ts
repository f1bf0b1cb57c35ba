import { isDeepStrictEqual } from 'node:util';
import type { Exchange, Variables } from './exchange.ts';
import { fill } from './fill-template.ts';

/** What is wrong with an answer; nothing when it is as expected. */
export function mismatches(
  expected: Exchange['expect'],
  answer: { readonly status: number; readonly body: unknown },
  variables: Variables,
): string[] {
  if (!expected.status.includes(answer.status)) {
    return [`answered ${answer.status}${detailOf(answer.body)}, not ${expected.status.join(' or ')}`];
  }
  if (answer.body === undefined) return [];
  return Object.entries(expected.body ?? {}).flatMap(([path, matcher]) => {
    const found = valueAt(answer.body, path);
    const wanted = fill(matcher as never, variables);
    const complaint = complaintAbout(found, wanted);
    return complaint ? [`${path} ${complaint}`] : [];
  });
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
  const isThere = found !== undefined && found !== null && !(Array.isArray(found) && found.length === 0);
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

const show = (value: unknown): string => {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
};

const detailOf = (body: unknown): string => {
  const detail = valueAt(body, 'detail');
  return typeof detail === 'string' ? ` (${detail})` : '';
};
