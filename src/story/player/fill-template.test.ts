import { describe, expect, it } from '@jest/globals';
import { fill, fillString } from './fill-template.ts';

describe('a template', () => {
  const variables = { id: 'a b', members: [{ value: '1' }], person: { email: 'ana@acme.example' } };

  it('has its variables put in, whole or as part of a text', () => {
    expect(
      fill({ path: 'x-{{id}}', members: '{{members}}', list: ['{{person.email}}', 5, null, true] }, variables),
    ).toEqual({
      path: 'x-a b',
      members: [{ value: '1' }],
      list: ['ana@acme.example', 5, null, true],
    });
  });

  it('encodes them where it is told to', () => {
    expect(fillString('/Users?filter=x+{{id}}', variables, encodeURIComponent)).toBe('/Users?filter=x+a%20b');
  });

  it('does not go out with a variable that was never set', () => {
    expect(() => fill('{{group.id}}', variables)).toThrow('(group.id)');
  });
});
