import { describe, expect, it } from '@jest/globals';
import { slugOf } from './slug.ts';

describe('slugOf', () => {
  it('folds case, marks and everything that is neither letter nor digit', () => {
    expect(slugOf('  Café & Söhne GmbH  ')).toBe('cafe-sohne-gmbh');
  });

  it('answers nothing when nothing usable is left', () => {
    expect(slugOf('東京')).toBe('');
  });

  it('does not end in a hyphen where it was cut', () => {
    expect(slugOf(`${'a'.repeat(59)} b`)).toBe('a'.repeat(59));
  });
});
