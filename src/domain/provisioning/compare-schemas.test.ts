import { describe, expect, it } from '@jest/globals';
import { compareSchemas, withoutValues } from './compare-schemas.ts';
import { extensionAttribute as attribute, type ExtensionAttribute, type ExtensionSchema } from './extension-schema.ts';

const id = 'urn:acme:hr:2.0:User';
const schema = (...attributes: ExtensionAttribute[]): ExtensionSchema => ({
  id,
  name: 'HR',
  resourceType: 'User',
  required: false,
  attributes,
});
const complex = (multiValued: boolean, ...subs: ExtensionAttribute[]) =>
  attribute('desk', { type: 'complex', multiValued, subAttributes: subs });

describe('compareSchemas', () => {
  it('finds nothing against what is about requests to come', () => {
    const before = schema(attribute('a', { uniqueness: 'server' }), attribute('b'));
    const after = schema(
      attribute('a', { uniqueness: 'server', required: true, mutability: 'immutable', returned: 'request' }),
      attribute('b', { caseExact: true, filterable: false, description: 'B' }),
      attribute('c', { type: 'integer' }),
    );
    expect(compareSchemas(before, after)).toEqual({ removed: [], contradictions: [] });
  });

  it('tells what is removed, also of lists', () => {
    const before = schema(attribute('a'), complex(true, attribute('x'), attribute('y')));
    expect(compareSchemas(before, schema(complex(true, attribute('y')))).removed).toEqual([
      { schema: id, attribute: 'a' },
      { schema: id, attribute: 'desk', sub: 'x', inList: true },
    ]);
  });

  it.each([
    ['another type', attribute('a'), attribute('a', { type: 'integer' }), 'type'],
    ['several values instead of one', attribute('a'), attribute('a', { multiValued: true }), 'type'],
    ['uniqueness', attribute('a'), attribute('a', { uniqueness: 'server' }), 'uniqueness'],
    [
      'another case rule of what is unique',
      attribute('a', { uniqueness: 'server' }),
      attribute('a', { uniqueness: 'server', caseExact: true }),
      'case',
    ],
    ['its name in another case', attribute('a'), attribute('A'), 'spelling'],
  ] as const)('contradicts stored values by %s', (_what, before, after, change) => {
    expect(compareSchemas(schema(before), schema(after)).contradictions).toMatchObject([{ label: `${id}:a`, change }]);
    const subs = compareSchemas(schema(complex(false, before)), schema(complex(false, after)));
    expect(subs.contradictions).toMatchObject([{ label: `${id}:desk.a`, place: { sub: 'a' }, change }]);
  });

  it('looks for values that were kept when a unique attribute is declared', () => {
    const { contradictions } = compareSchemas(undefined, schema(attribute('a', { uniqueness: 'server' })));
    expect(contradictions).toMatchObject([{ change: 'uniqueness' }]);
  });
});

describe('withoutValues', () => {
  const attributes = { title: 'Dr', [id]: { a: 1, desk: [{ x: 1, y: 2 }, { x: 3 }], one: { x: 1 } } };

  it('takes away what is named, and what is empty then', () => {
    expect(withoutValues(attributes, [{ schema: id }])).toEqual({ title: 'Dr' });
    expect(withoutValues(attributes, [{ schema: id, attribute: 'desk', sub: 'x', inList: true }])).toEqual({
      title: 'Dr',
      [id]: { a: 1, desk: [{ y: 2 }], one: { x: 1 } },
    });
    expect(withoutValues({ [id]: { one: { x: 1 } } }, [{ schema: id, attribute: 'one', sub: 'x' }])).toEqual({});
  });

  it('is the very same object when there is nothing to take', () => {
    expect(withoutValues(attributes, [{ schema: 'urn:other' }, { schema: id, attribute: 'z' }])).toBe(attributes);
  });
});
