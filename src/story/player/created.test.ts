import { describe, expect, it } from '@jest/globals';
import { Created } from './created.ts';

const made = (created: Created, path: string, body: object, id: string) =>
  created.begin('POST', path, body)({ status: 201, body: { id } });

describe('What a client created', () => {
  it('is taken away newest first, but for what was deleted meanwhile', () => {
    const created = new Created();
    made(created, '/Users', { userName: 'a' }, '1');
    made(created, '/Users?', { userName: 'b' }, '2');
    made(created, '/Groups', { displayName: 'c' }, '3');
    created.begin('DELETE', '/Users/2?', undefined)({ status: 204, body: undefined });
    expect(created.left()).toEqual(['/Groups/3', '/Users/1']);
  });

  it('is all it may change or delete, also after it was deleted', () => {
    const created = new Created();
    made(created, '/Users', { userName: 'a' }, '1');
    created.begin('DELETE', '/Users/1', undefined)({ status: 204, body: undefined });
    created.assertOwn('DELETE', '/Users/1');
    created.assertOwn('GET', '/Users/2');
    created.assertOwn('POST', '/Users');
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      expect(() => created.assertOwn(method, '/Users/2')).toThrow('would touch what this rehearsal did not create');
    }
  });

  it('is looked for by name when its answer never came, and only that name counts', () => {
    const created = new Created();
    created.begin('POST', '/Users', { userName: 'Lost@x.example' });
    created.begin('POST', '/Groups', { displayName: 'Odd' })({ status: 500, body: 'oops' });
    created.begin('POST', '/Users', { userName: 'refused' })({ status: 400, body: {} });
    const unsure = created.unsure();
    expect(unsure.map(({ look }) => decodeURIComponent(look))).toEqual([
      '/Users?filter=userName eq "Lost@x.example"',
      '/Groups?filter=displayName eq "Odd"',
    ]);
    unsure[0]?.found({
      Resources: [
        { id: '7', userName: 'lost@x.example' },
        { id: '8', userName: 'somebody.else' },
      ],
    });
    unsure[1]?.found('not a list');
    expect(created.left()).toEqual(['/Users/7']);
  });
});
