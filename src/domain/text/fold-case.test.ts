import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldCase } from './fold-case.ts';

describe('foldCase', () => {
  it.each([
    ['Ana@Acme.Example', 'ana@acme.example'],
    ['ÅSA', 'åsa'],
    ['A\u030ASA', 'åsa'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
  ])('folds %s to %s', (text, folded) => expect(foldCase(text)).toBe(folded));

  it.each([
    ['ı', 'i'],
    ['ſ', 's'],
    ['ﬁ', 'fi'],
    ['Ａ', 'a'],
  ])('keeps the look-alike %s apart from %s', (lookAlike, plain) =>
    expect(foldCase(lookAlike)).not.toBe(foldCase(plain)),
  );

  it('is idempotent and ignores the case of what it folds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldCase(foldCase(text))).toBe(foldCase(text));
        expect(foldCase(text.normalize('NFD'))).toBe(foldCase(text));
      }),
    );
  });
});
