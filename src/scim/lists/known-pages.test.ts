import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { KnownPages } from './known-pages.ts';

const page = (text: string) => ({
  found: [{ id: 'a', version: 1, lastModified: '2026-01-01' }],
  foundDigest: 'digest',
  json: [Buffer.from(text)],
});

describe('KnownPages', () => {
  it('gives a page as it was kept, while its JSON is known to somebody', () => {
    const pages = new KnownPages();
    const kept = page('{}');
    pages.keep('one', kept);
    expect(pages.get('one')).toEqual(kept);
    expect(pages.get('another')).toBeUndefined();
    pages.keep('one', { ...kept, foundDigest: 'other' });
    expect(pages.get('one')?.foundDigest).toBe('other');
  });

  it('forgets what was asked for longest ago once it is too much', () => {
    const pages = new KnownPages();
    const kept = page('{}');
    for (let number = 0; number < 6_000; number++) pages.keep(`page ${number}`, kept);
    expect(pages.get('page 0')).toBeUndefined();
    expect(pages.get('page 5999')).toEqual(kept);
  });

  it('does not keep the JSON itself', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const pages = new KnownPages();
    let kept: ReturnType<typeof page> | undefined = page('{}');
    pages.keep('one', kept);
    pages.keep('two', page('{}'));
    await nextTurn();
    collectGarbage();
    expect(pages.get('one')).toEqual(kept);
    expect(pages.get('two')).toBeUndefined();
    kept = undefined;
    await nextTurn();
    collectGarbage();
    expect(pages.get('one')).toBeUndefined();
  });

  it('remembers which connections have many groups', () => {
    const pages = new KnownPages();
    pages.noteManyGroups('one');
    expect([pages.hasManyGroups('one'), pages.hasManyGroups('another')]).toEqual([true, false]);
  });
});
