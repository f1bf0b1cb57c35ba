import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pauses } from '../../application/pauses.ts';
import { parseInPieces } from './parse-in-pieces.ts';

const parse = (text: string, values = 1_000) => parseInPieces(Buffer.from(text), { values }, new Pauses());
const parseAll = (text: string) => parse(text, Number.POSITIVE_INFINITY);
const padding = `"${'x'.repeat(20_000)}"`;
const NOT_JSON = 'The body is not valid JSON';
const member = '{"value":"01a20764-3811-7681-b0cc-62231848fe1f","display":"A, \\"B\\" ]"}';
const members = Array.from({ length: 5_000 }, () => member).join(', ');

describe('parseInPieces', () => {
  it('refuses what is nested too deep, right or wrong as JSON', async () => {
    expect(await parse(`${'['.repeat(64)}${padding}${']'.repeat(64)}`)).toHaveLength(1);
    await expect(parse(`${'['.repeat(65)}${padding}${']'.repeat(65)}`)).rejects.toThrow('64 levels');
    await expect(parse('{"a":'.repeat(1_000_000))).rejects.toThrow('64 levels');
  });

  it('refuses what holds too much', async () => {
    expect(await parse(`[${padding}${',1'.repeat(1_000)}]`)).toHaveLength(1_001);
    await expect(parse(`[${padding}${',1'.repeat(1_001)}]`)).rejects.toThrow('split the request');
    const keys = Array.from({ length: 3_000 }, (_, place) => `"k${place}":1`).join(',');
    await expect(parseAll(`{"a":${padding},${keys}}`)).rejects.toThrow('split the request');
  });

  it('does not look into strings', async () => {
    const text = `{"a":"${'[{,'.repeat(10_000)}\\"${'[,'.repeat(10_000)}\\\\","b":"${'{'.repeat(100)}"}`;
    expect(await parse(text)).toEqual(JSON.parse(text));
    await expect(parse(`"${'['.repeat(30_000)}`)).rejects.toThrow(NOT_JSON);
  });

  it('parses long lists wherever they stand', async () => {
    const texts = [
      `[${members}]`,
      ` { "schemas" : ["a"], "members": [ ${members} ], "displayName": "x" } `,
      `{"Operations":[{"op":"add","value":[${members}]},{"op":"remove","value":[${members}]}]}`,
      `{"Operations":[${Array.from({ length: 9 }, () => `{"value":[${members}]}`).join(',')}]}`,
      `{"members":[${members}],"members":["the last one counts"]}`,
      `{"members":["first"],"members":[${members}],"__proto__":[${members}]}`,
    ];
    for (const text of texts) expect(await parseAll(text)).toEqual(JSON.parse(text));
  });

  it.each([
    `[${members},]`,
    `[${members},,${members}]`,
    `[,${members}]`,
    `[${members}}`,
    `{"a":[${members}}]`,
    `[${members}`,
    `[${members}]]`,
    `[${members}] 1`,
    `{"a":[${members}, {]} ]}`,
    `{"members":[${members},],"members":[]}`,
    `[${members.replaceAll(', ', ' ')}]`,
  ])('refuses what a parser refuses (%#)', async (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    await expect(parseAll(text)).rejects.toThrow(NOT_JSON);
  });

  it('agrees with a parser about any text', async () => {
    const long = (json: string, times: number) => Array.from({ length: times }, () => json).join(',');
    await fc.assert(
      fc.asyncProperty(
        fc.json({ maxDepth: 5 }),
        fc.json({ maxDepth: 3 }),
        fc.integer({ min: 1, max: 4_000 }),
        fc.option(fc.record({ at: fc.nat(), with: fc.constantFrom('', ',', ']', '[', '}', '"', '1') }), { freq: 2 }),
        async (one, other, times, damage) => {
          const whole = `{"a":${one},"b":[${long(other, times)},{"c":[${long(one, times)}]}],"pad":${padding}}`;
          const at = damage ? damage.at % whole.length : 0;
          const text = damage ? whole.slice(0, at) + damage.with + whole.slice(at + 1) : whole;
          let expected: unknown = NOT_JSON;
          try {
            expected = JSON.parse(text);
          } catch {
            await expect(parseAll(text)).rejects.toThrow();
            return;
          }
          expect(await parseAll(text)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});
