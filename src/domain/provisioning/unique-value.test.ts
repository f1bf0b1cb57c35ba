import { describe, expect, it } from '@jest/globals';
import { type ExtensionAttribute, type ExtensionSchema, extensionAttribute } from './extension-schema.ts';
import { claimedValues, uniqueLabels } from './unique-value.ts';

const id = 'urn:acme:hr:2.0:User';
const attribute = (name: string, changes: Partial<ExtensionAttribute> = {}) =>
  extensionAttribute(name, { uniqueness: 'server', ...changes });
const schemas: readonly ExtensionSchema[] = [
  {
    id,
    name: 'HR',
    resourceType: 'User',
    required: false,
    attributes: [
      attribute('badge'),
      attribute('code', { caseExact: true }),
      attribute('numbers', { type: 'integer', multiValued: true }),
      attribute('free', { uniqueness: 'none' }),
      attribute('devices', {
        type: 'complex',
        multiValued: true,
        uniqueness: 'none',
        subAttributes: [attribute('value'), attribute('kind', { uniqueness: 'none' })],
      }),
    ],
  },
];
const claims = (extension: object) =>
  claimedValues(schemas, 'User', { [id]: extension } as never).map(
    ({ attribute, text }) => `${attribute.slice(id.length + 1)} ${text}`,
  );

describe('unique values', () => {
  it('are those of unique attributes, folded where case does not count, each once', () => {
    expect(claims({ badge: 'Ab', code: 'Ab', free: 'x', numbers: [1, 1, 2] })).toEqual([
      'badge "ab"',
      'code "Ab"',
      'numbers 1',
      'numbers 2',
    ]);
    expect(claims({ devices: [{ value: 'A', kind: 'x' }, { value: 'a' }, { kind: 'y' }] })).toEqual([
      'devices.value "a"',
    ]);
  });

  it('are none of another type, of another schema, or of what is not declared', () => {
    expect(claims({})).toEqual([]);
    expect(claimedValues(schemas, 'Group', { [id]: { badge: 'x' } })).toEqual([]);
    expect(claimedValues(undefined, 'User', { [id]: { badge: 'x' } })).toEqual([]);
  });

  it('have labels', () => {
    expect(uniqueLabels(schemas, 'User')).toEqual([
      `${id}:badge`,
      `${id}:code`,
      `${id}:numbers`,
      `${id}:devices.value`,
    ]);
    expect(uniqueLabels(schemas, 'Group')).toEqual([]);
  });
});
