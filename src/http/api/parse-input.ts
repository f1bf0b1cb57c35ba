import { z } from 'zod';
import { InvalidRequest } from '../problem-error.ts';
import { explainIssue } from './explain-issue.ts';

type Place = 'params' | 'query' | 'body';

/** Checks one part of a request against its schema; unknown keys are refused. @throws InvalidRequest */
export function parseInput<S extends z.ZodType>(place: Place, schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value, { error: explainIssue });
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(parsed.error.issues.flatMap((issue) => explain(place, issue)));
}

function explain(place: Place, issue: z.core.$ZodIssue): { path: string; message: string }[] {
  const path = [place, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: `${path}.${key}`, message: 'is not known' }));
  }
  return [{ path, message: issue.message }];
}

/** A query parameter that may be repeated is a list even when it is given once. */
export function withLists(schema: z.ZodObject, query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const listed = { ...query };
  for (const [key, value] of Object.entries(query)) {
    if (typeof value === 'string' && isList(schema.shape[key])) listed[key] = [value];
  }
  return listed;
}

const isList = (schema: unknown): boolean =>
  schema instanceof z.ZodArray || (schema instanceof z.ZodOptional && isList(schema.unwrap()));
