import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const FORMS: Readonly<Record<string, string>> = {
  datetime: 'a date and time with a zone, like 2026-01-31T08:00:00Z',
  date: 'a date, like 2026-01-31',
  email: 'an e-mail address',
  url: 'a whole address, like https://example.com',
  uuid: 'a UUID',
};

/**
 * What is wrong with a part of a request, said so that it reads on from the name of the part and tells what would be
 * right. Schemas that say it better themselves are not asked this.
 */
export function explainIssue(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values, issue.input);
    case 'too_small':
      return bound(issue, issue.minimum, { most: 'at least', strict: 'more than' });
    case 'too_big':
      return bound(issue, issue.maximum, { most: 'at most', strict: 'less than' });
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return FORMS[issue.format] === undefined ? 'is not written as it has to be' : `must be ${FORMS[issue.format]}`;
    case 'invalid_union': {
      const { options } = issue as { readonly options?: readonly unknown[] };
      return options ? oneOf(options, issue.input) : 'has none of the forms that are allowed here';
    }
    case 'invalid_key':
      return 'is not allowed as a key';
    default:
      return 'is not allowed';
  }
}

function oneOf(values: readonly unknown[], input: unknown): string {
  const listed = values.map(String).join(', ');
  const right = values.length === 1 ? listed : `one of ${listed}`;
  return input === undefined ? `is missing: it must be ${right}` : `must be ${right}`;
}

type Bound = Extract<Issue, { readonly code: 'too_small' | 'too_big' }>;

function bound(
  { origin, inclusive, exact, code }: Bound,
  limit: number | bigint,
  words: { readonly most: string; readonly strict: string },
): string {
  const isText = origin === 'string';
  const isCounted = isText || origin === 'array' || origin === 'set' || origin === 'map';
  if (isCounted && code === 'too_small' && Number(limit) === 1) return 'must not be empty';
  const how = exact ? 'exactly' : inclusive === false ? words.strict : words.most;
  if (!isCounted) return exact ? `must be ${limit}` : `must be ${how} ${limit}`;
  const unit = isText ? 'character' : 'entry';
  const units = isText ? 'characters' : 'entries';
  return `must have ${how} ${limit} ${Number(limit) === 1 ? unit : units}`;
}
