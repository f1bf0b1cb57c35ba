import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Rendering } from '../protocol/scim-call.ts';
import { readProjection } from '../resource/projection.ts';
import { groupType, userType } from '../schema/resource-types.ts';
import { KnownJson, type Versioned } from './known-json.ts';

const BASE_URL = 'https://one.example/scim/v2';

const rendering = ({ attributes = '', type = userType, baseUrl = BASE_URL } = {}): Rendering => ({
  baseUrl,
  projection: readProjection(type, { get: (name) => (name === 'attributes' ? attributes : null) }),
});

const record = (id: string, version = 1, lastModified = '2026-01-01'): Versioned => ({ id, version, lastModified });

describe('KnownJson', () => {
  let known: KnownJson;
  let read: string[];
  beforeEach(() => {
    known = new KnownJson();
    read = [];
  });

  const list = async (
    listed: readonly Versioned[],
    changes: Partial<{ by: Rendering; besides: string; at: string }> = {},
  ) => {
    const { by = rendering(), besides = '', at = 'walk' } = changes;
    const source = {
      walk: at,
      rendering: by,
      shownBesides: () => besides,
      read: async (ids: readonly string[]) => {
        read.push(...ids);
        return listed.filter(({ id }) => ids.includes(id) && !id.startsWith('gone'));
      },
      resourceOf: ({ id, version }: Versioned) => ({
        id,
        version,
        besides,
        url: by.baseUrl,
        of: by.projection.wording,
      }),
    };
    return (await known.of(source, listed)).map((json) => JSON.parse(json.toString()));
  };

  it('reads a record once for each version, and gives it in its place', async () => {
    expect(await list([record('a'), record('b')])).toMatchObject([{ id: 'a' }, { id: 'b' }]);
    expect(await list([record('c'), record('b', 2), record('a')])).toMatchObject([
      { id: 'c', version: 1 },
      { id: 'b', version: 2 },
      { id: 'a', version: 1 },
    ]);
    expect(read).toEqual(['a', 'b', 'c', 'b']);
    // A database that lost its last changes, or was restored, gives a version again.
    await list([record('b')]);
    await list([record('b', 1, '2026-02-02')]);
    expect(read).toEqual(['a', 'b', 'c', 'b', 'b', 'b']);
  });

  it.each([
    ['what is shown besides', { besides: 'Auditors' }],
    ['what is asked for', { by: rendering({ attributes: 'userName' }) }],
    ['the address', { by: rendering({ baseUrl: 'https://two.example/scim/v2' }) }],
    ['the schemas', { by: rendering({ type: groupType }) }],
  ])('renders anew where %s is another', async (_what, changes) => {
    const [first] = await list([record('a')]);
    const [second] = await list([record('a')], changes);
    expect(read).toEqual(['a', 'a']);
    if (!('by' in changes && changes.by.projection.type === groupType)) expect(second).not.toEqual(first);
    await list([record('a')], changes);
    expect(read).toEqual(['a', 'a']);
  });

  it('keeps nothing of what is asked for in very many words', async () => {
    const by = rendering({ attributes: `userName,${'x'.repeat(2_000)}` });
    await list([record('a')], { by });
    await list([record('a')], { by });
    expect(read).toEqual(['a', 'a']);
  });

  it('renders only what is not known, whatever was read', async () => {
    const rendered: string[] = [];
    const source = {
      walk: 'walk',
      rendering: rendering(),
      shownBesides: () => '',
      read: async () => [record('a'), record('b')],
      resourceOf: ({ id }: Versioned) => {
        rendered.push(id);
        return { id };
      },
    };
    await known.of(source, [record('a')]);
    await known.of(source, [record('a'), record('b')]);
    expect(rendered).toEqual(['a', 'b']);
  });

  it('leaves out what is gone by the time it is read', async () => {
    expect(await list([record('a'), record('gone'), record('b')])).toMatchObject([{ id: 'a' }, { id: 'b' }]);
    expect(await list([record('gone')])).toEqual([]);
  });

  it('remembers for each walk whether most of its last page was known', async () => {
    await list([record('a'), record('b'), record('c')]);
    expect(known.knewMost('walk')).toBe(false);
    await list([record('a'), record('b'), record('c', 2)]);
    expect(known.knewMost('walk')).toBe(true);
    expect(known.knewMost('another')).toBe(false);
    await list([]);
    expect(known.knewMost('walk')).toBe(true);
    await list([record('a'), record('d')]);
    expect(known.knewMost('walk')).toBe(false);
  });
});
