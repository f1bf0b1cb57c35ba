import { describe, expect, it } from '@jest/globals';
import { userType } from '../schema/resource-types.ts';
import { readProjection } from './projection.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const resource = {
  schemas: [userType.schema, ENTERPRISE],
  id: '1',
  userName: 'ana',
  name: { givenName: 'Ana', familyName: 'Silva' },
  emails: [{ value: 'a', type: 'work' }, { value: 'b' }],
  [ENTERPRISE]: { department: 'Care', manager: { value: 'x', displayName: 'X' } },
  meta: { resourceType: 'User' },
};

const projection = (attributes?: string, excludedAttributes?: string) =>
  readProjection(userType, {
    get: (name) => (name === 'attributes' ? attributes : excludedAttributes) ?? null,
  });
const always = { schemas: resource.schemas, id: '1' };

describe('readProjection', () => {
  it('shows everything unless asked', () => {
    expect(projection().apply(resource)).toBe(resource);
    expect(projection('', '').apply(resource)).toBe(resource);
  });

  it.each([
    ['userName', { userName: 'ana' }],
    ['USERNAME, name.givenname', { userName: 'ana', name: { givenName: 'Ana' } }],
    ['emails.type', { emails: [{ type: 'work' }] }],
    ['emails, emails.type', { emails: resource.emails }],
    [ENTERPRISE, { [ENTERPRISE]: resource[ENTERPRISE] }],
    [`${ENTERPRISE}:manager.value`, { [ENTERPRISE]: { manager: { value: 'x' } } }],
    ['nope', {}],
    ['__proto__', {}],
  ])('shows attributes=%s', (attributes, expected) => {
    expect(projection(attributes).apply(resource)).toEqual({ ...always, ...expected });
  });

  it('leaves out excluded attributes, but never id and schemas', () => {
    const { userName, name, meta } = resource;
    expect(
      projection(undefined, `id,schemas,emails,${ENTERPRISE}:manager,${ENTERPRISE}:department`).apply(resource),
    ).toEqual({ ...always, userName, name, meta });
    expect(projection(undefined, 'emails.value').apply(resource).emails).toEqual([{ type: 'work' }]);
  });

  it('tells what need not be loaded', () => {
    expect(projection().includes('groups')).toBe(true);
    expect(projection('userName').includes('groups')).toBe(false);
    expect(projection('groups.value').includes('groups')).toBe(true);
    expect(projection(undefined, 'groups').includes('groups')).toBe(false);
    expect(projection(undefined, 'groups.display').includes('groups')).toBe(true);
  });
});
