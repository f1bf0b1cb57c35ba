import { describe, expect, it } from '@jest/globals';
import { problemsOf, SCHEMA_LIMITS } from './check-extension-schemas.ts';
import { extensionAttribute as attribute, type ExtensionAttribute, type ExtensionSchema } from './extension-schema.ts';
import { PROVISIONING_SCHEMA } from './own-extension.ts';

const schema = (changes: Partial<ExtensionSchema> = {}): ExtensionSchema => ({
  id: 'urn:acme:hr:2.0:User',
  name: 'HR',
  resourceType: 'User',
  required: false,
  attributes: [attribute('badge')],
  ...changes,
});
const paths = (...schemas: ExtensionSchema[]) => problemsOf(schemas).map(({ place, path }) => `${place} ${path}`);
const one = (changes: Partial<ExtensionAttribute>, name = 'x') => schema({ attributes: [attribute(name, changes)] });

describe('extension schemas', () => {
  it('may be what RFC 7643 allows', () => {
    const whole = schema({
      id: 'urn:ietf:params:scim:schemas:extension:acme:2.0:User',
      attributes: [
        attribute('badge-No_1', { uniqueness: 'server', required: true }),
        attribute('pin', { mutability: 'writeOnly', returned: 'never' }),
        attribute('manager', {
          type: 'complex',
          subAttributes: [attribute('value'), attribute('$ref', { type: 'reference' })],
        }),
      ],
    });
    expect(problemsOf([whole, schema()])).toEqual([]);
  });

  it.each([
    'hr',
    'urn:acme',
    'urn:acme:h r',
    'urn:acme:hr[x]',
    `urn:acme:${'x'.repeat(200)}`,
    'urn:ietf:params:scim:schemas:core:2.0:User',
    'urn:scim:schemas:core:1.0',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0',
    PROVISIONING_SCHEMA.toUpperCase(),
    `${PROVISIONING_SCHEMA}:more`,
  ])('are not called %s', (id) => expect(paths(schema({ id }))).toEqual(['0 id']));

  it.each(['urn:ACME:hr:2.0:user', 'urn:acme:hr:2.0', 'urn:acme:hr:2.0:User:more', 'urn:acme:hr:2.0:User.more'])(
    'do not stand beside %s',
    (id) => expect(paths(schema(), schema({ id }))).toEqual(['1 id']),
  );

  it('may begin alike without one being the beginning of the other', () => {
    expect(paths(schema(), schema({ id: 'urn:acme:hr:2.0:UserMore' }))).toEqual([]);
  });

  it.each(['', '1st', 'a b', 'a.b', 'x'.repeat(65), 'id', 'META', 'members', 'groups', '__proto__', 'hasownproperty'])(
    'have no attribute %j',
    (name) => expect(paths(one({}, name))).toEqual(['0 attributes.0.name']),
  );

  it.each<[Partial<ExtensionAttribute>, string]>([
    [{ type: 'complex' }, 'subAttributes'],
    [{ subAttributes: [attribute('value')] }, 'subAttributes'],
    [{ type: 'complex', subAttributes: [attribute('a', { type: 'complex' })] }, 'subAttributes.0.type'],
    [{ type: 'complex', subAttributes: [attribute('a'), attribute('A')] }, 'subAttributes.1.name'],
    [{ type: 'complex', subAttributes: [attribute('a')], uniqueness: 'server' }, 'uniqueness'],
    [{ type: 'boolean', uniqueness: 'server' }, 'uniqueness'],
    [{ mutability: 'readOnly', uniqueness: 'server' }, 'uniqueness'],
    [{ mutability: 'readOnly', required: true }, 'required'],
    [{ mutability: 'writeOnly' }, 'returned'],
  ])('have no attribute that is %j', (changes, path) => {
    expect(paths(one(changes))).toEqual([`0 attributes.0.${path}`]);
  });

  it('are bounded', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => attribute(`a${index}`));
    const { schemas, attributes, subAttributes, characters } = SCHEMA_LIMITS;
    expect(paths(schema({ attributes: many(attributes + 1) }))).toEqual(['0 attributes']);
    expect(paths(one({ type: 'complex', subAttributes: many(subAttributes + 1) }))).toEqual([
      '0 attributes.0.subAttributes',
    ]);
    const tooMany = Array.from({ length: schemas + 1 }, (_, index) => schema({ id: `urn:acme:s${index}` }));
    expect(paths(...tooMany)).toEqual([`${schemas} id`]);
    expect(paths(schema({ description: 'x'.repeat(characters) }))).toEqual(['0 attributes']);
    expect(paths(schema({ attributes: [] }))).toEqual(['0 attributes']);
  });
});
