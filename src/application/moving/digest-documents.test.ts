import { describe, expect, it } from '@jest/globals';
import { canonicalJson, DocumentsDigest } from './digest-documents.ts';

const digest = (...documents: object[]) => {
  const all = new DocumentsDigest();
  for (const document of documents) all.add(document);
  return all.result;
};

describe('the digest of documents', () => {
  it('knows no order, neither of documents nor of keys', () => {
    expect(digest({ a: 1, b: { c: [1, 2], d: null } }, { x: 'y' })).toEqual(
      digest({ x: 'y' }, { b: { d: null, c: [1, 2] }, a: 1 }),
    );
    expect(digest()).toEqual({ documents: 0, digest: '0'.repeat(64) });
  });

  it.each([
    ['another value', { a: 2 }],
    ['another type', { a: '1' }],
    ['another key', { A: 1 }],
    ['null for absent', { a: 1, b: null }],
    ['another order in an array', { a: [2, 1] }],
  ])('tells %s', (_what, other) => {
    expect(digest(other).digest).not.toBe(digest({ a: 1 }).digest);
    expect(digest({ a: [1, 2] }).digest).not.toBe(digest({ a: [2, 1] }).digest);
  });

  it('tells a doubled document, and two that swapped a value', () => {
    expect(digest({ a: 1 }, { a: 1 }).digest).not.toBe(digest({ a: 1 }).digest);
    expect(digest({ id: 1, a: 'x' }, { id: 2, a: 'y' }).digest).not.toBe(
      digest({ id: 1, a: 'y' }, { id: 2, a: 'x' }).digest,
    );
  });

  it('is made over JSON that reads back as the same value', () => {
    const value = { z: [1e300, -0.5, 5e-324, true, null], ä: '"\\\u2028👩‍🚀', '': { b: {}, a: [] } };
    expect(JSON.parse(canonicalJson(value))).toEqual(value);
    expect(canonicalJson({ b: 1, a: undefined, c: [undefined] })).toBe('{"b":1,"c":[null]}');
  });
});
