import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { InvalidRequest } from '../problem-error.ts';
import { parseInput } from './parse-input.ts';

function problemsOf(schema: z.ZodType, value: unknown): readonly string[] {
  try {
    parseInput('body', schema, value);
    return [];
  } catch (error) {
    if (error instanceof InvalidRequest) return error.errors.map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
}

const problemOf = (schema: z.ZodType, value: unknown) =>
  problemsOf(z.strictObject({ part: schema }), { part: value })[0];

describe('What is wrong with a request', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string(), undefined, 'is missing'],
    [z.string(), 5, 'must be a text'],
    [z.string().min(1), '', 'must not be empty'],
    [z.string().min(12), 'short', 'must have at least 12 characters'],
    [z.string().max(3), 'long', 'must have at most 3 characters'],
    [z.string().length(1), 'ab', 'must have exactly 1 character'],
    [z.number(), 'x', 'must be a number'],
    [z.number(), Number.NaN, 'must be a number'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.number().min(3), 1, 'must be at least 3'],
    [z.number().gt(3), 3, 'must be more than 3'],
    [z.number().max(3), 4, 'must be at most 3'],
    [z.number().lt(3), 3, 'must be less than 3'],
    [z.number().multipleOf(5), 3, 'must be a multiple of 5'],
    [z.boolean(), 'x', 'must be true or false'],
    [z.enum(['a', 'b']), 'c', 'must be one of a, b'],
    [z.enum(['a', 'b']), undefined, 'is missing: it must be one of a, b'],
    [z.literal('x'), 'y', 'must be x'],
    [z.iso.datetime(), 'yesterday', 'must be a date and time with a zone, like 2026-01-31T08:00:00Z'],
    [z.iso.date(), 'yesterday', 'must be a date, like 2026-01-31'],
    [z.url(), 'x', 'must be a whole address, like https://example.com'],
    [z.email(), 'x', 'must be an e-mail address'],
    [z.string().regex(/a/), 'b', 'is not written as it has to be'],
    [z.string().regex(/a/, 'must have an a'), 'b', 'must have an a'],
    [z.string().refine(() => false, 'must be another one'), 'b', 'must be another one'],
    [z.array(z.string()), 'x', 'must be a list'],
    [z.array(z.string()).min(1), [], 'must not be empty'],
    [z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entry'],
    [z.object({}), null, 'must be an object'],
    [z.union([z.string(), z.number()]), true, 'has none of the forms that are allowed here'],
  ])('is said for %# %j %j', (schema, value, message) => {
    expect(problemOf(schema, value)).toBe(`body.part ${message}`);
  });

  it('names the kind that tells forms apart', () => {
    const schema = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a') }),
      z.object({ kind: z.literal('b') }),
    ]);
    expect(problemOf(schema, { kind: 'c' })).toBe('body.part.kind must be one of a, b');
  });

  it('names a key that is wrong', () => {
    const schema = z.record(z.string().min(3), z.number());
    expect(problemsOf(schema, { a: 1 })).toEqual(['body.a is not allowed as a key']);
  });

  it('names every key nobody knows', () => {
    expect(problemsOf(z.strictObject({}), { a: 1, b: 2 })).toEqual(['body.a is not known', 'body.b is not known']);
  });
});
