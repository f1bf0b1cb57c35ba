import { describe, expect, it } from '@jest/globals';
import { extensionAttribute as attribute, type ExtensionAttribute, type ExtensionSchema } from './extension-schema.ts';
import { inEveryCase, rememberNames, respelledNames } from './former-names.ts';

const id = 'urn:acme:hr:2.0:User';
const schema = (
  attributes: readonly ExtensionAttribute[],
  changes: Partial<ExtensionSchema> = {},
): ExtensionSchema => ({
  ...{ id, name: 'HR', resourceType: 'User', required: false, attributes },
  ...changes,
});
const desk = attribute('desk', { type: 'complex', subAttributes: [attribute('floor'), attribute('room')] });
const hr = schema([attribute('note'), desk]);
const names = ['note', 'desk', 'desk.floor', 'desk.room'];
const former = [{ resourceType: 'User', schema: id, names }] as const;

describe('rememberNames', () => {
  it('remembers what is left out, once', () => {
    expect(rememberNames([], undefined, hr)).toEqual([]);
    expect(rememberNames([], hr, schema([desk]))).toEqual([{ ...former[0], names: ['note'] }]);
    expect(rememberNames([], hr, undefined)).toEqual(former);
    expect(rememberNames(former, schema([attribute('note'), attribute('Note')]), undefined)).toEqual([
      { ...former[0], names: ['desk', 'desk.floor', 'desk.room', 'note', 'Note'] },
    ]);
    expect(rememberNames(former, hr, schema([...hr.attributes, attribute('new')]))).toBe(former);
    const upper = schema([desk], { id: id.toUpperCase(), resourceType: 'Group' });
    expect(rememberNames(former, upper, undefined)).toHaveLength(2);
  });

  it('is bounded: the oldest make room', () => {
    const many = Array.from({ length: 600 }, (_, index) => attribute(`a${index}`));
    const [one] = rememberNames(former, schema(many), undefined);
    expect([one?.names.length, one?.names.at(-1)]).toEqual([500, 'a599']);
    let all = rememberNames(former, schema(many), undefined);
    for (let index = 0; index < 50; index++)
      all = rememberNames(all, schema(many, { id: `${id}:${index}` }), undefined);
    expect(JSON.stringify(all).length).toBeLessThanOrEqual(32 * 1024);
    expect(all.at(-1)?.schema).toBe(`${id}:49`);
  });
});

describe('respelledNames', () => {
  it('tells what is written in another case than before', () => {
    expect(respelledNames(former, hr)).toEqual([]);
    expect(respelledNames(former, schema([attribute('other')]))).toEqual([]);
    expect(respelledNames(former, schema([attribute('Note')]))).toEqual([
      { place: { schema: id, attribute: 'note' }, label: `${id}:note`, change: 'spelling' },
    ]);
    const Floor = { ...desk, subAttributes: [attribute('FLOOR')] };
    expect(respelledNames(former, schema([Floor])).map(({ place }) => place)).toEqual([
      { schema: id, attribute: 'desk', sub: 'floor' },
      { schema: id, attribute: 'desk', sub: 'floor', inList: true },
    ]);
    expect(respelledNames(former, { ...hr, id: id.toUpperCase() })).toEqual([
      { place: { schema: id }, label: id, change: 'spelling' },
    ]);
    expect(respelledNames(former, { ...hr, id: id.toUpperCase(), resourceType: 'Group' })).toEqual([]);
  });
});

describe('inEveryCase', () => {
  it('adds the places of the same names in another case', () => {
    const upper = id.toUpperCase();
    expect(inEveryCase(former, 'User', [{ schema: id }])).toEqual([{ schema: id }]);
    expect(inEveryCase(former, 'User', [{ schema: upper }])).toEqual([{ schema: upper }, { schema: id }]);
    expect(inEveryCase(former, 'Group', [{ schema: upper }])).toEqual([{ schema: upper }]);
    const place = { schema: id, attribute: 'NOTE' };
    expect(inEveryCase(former, 'User', [place])).toEqual([place, { schema: id, attribute: 'note' }]);
    expect(inEveryCase(former, 'User', [place], hr)).toEqual([place]);
    const sub = { schema: upper, attribute: 'desk', sub: 'floor', inList: true };
    expect(inEveryCase(former, 'User', [sub])).toEqual([
      sub,
      { schema: id, attribute: 'desk', sub: 'floor' },
      { schema: id, attribute: 'desk', sub: 'floor', inList: true },
    ]);
  });
});
