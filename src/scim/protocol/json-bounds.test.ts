import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertBounded } from './json-bounds.ts';

const check = (text: string, values = 1_000) => assertBounded(Buffer.from(text), { values });
const padding = `"${'x'.repeat(20_000)}"`;

describe('assertBounded', () => {
  it('refuses what is nested too deep, right or wrong as JSON', () => {
    expect(() => check(`${'['.repeat(64)}${padding}${']'.repeat(64)}`)).not.toThrow();
    expect(() => check(`${'['.repeat(65)}${padding}${']'.repeat(65)}`)).toThrow('64 levels');
    expect(() => check('{"a":'.repeat(1_000_000))).toThrow('64 levels');
  });

  it('refuses what holds too much', () => {
    expect(() => check(`[${padding}${',1'.repeat(1_000)}]`)).not.toThrow();
    expect(() => check(`[${padding}${',1'.repeat(1_001)}]`)).toThrow('split the request');
  });

  it('does not look into strings', () => {
    const text = `{"a":"${'[{,'.repeat(10_000)}\\"${'[,'.repeat(10_000)}\\\\","b":"${'{'.repeat(100)}"}`;
    expect(() => check(text)).not.toThrow();
    expect(() => check(`"${'['.repeat(30_000)}`)).not.toThrow();
  });

  it('leaves short texts to the parser', () => {
    expect(() => check('['.repeat(16 * 1024), 0)).not.toThrow();
  });

  it('counts as a parser would', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (json) => {
        const text = `[${padding},${json}]`;
        const commas = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').split(',').length - 1;
        expect(() => check(text, commas)).not.toThrow();
        expect(() => check(text, commas - 1)).toThrow('split the request');
      }),
    );
  });
});
