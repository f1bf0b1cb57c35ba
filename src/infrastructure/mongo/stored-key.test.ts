import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { originalKey, storedKey } from './stored-key.ts';

describe('storedKey', () => {
  it.each(['a', 'A b', 'urn:x', 'é', '-1', '1a', 'value'])('leaves %s as it is', (key) => {
    expect(storedKey(key)).toBe(key);
  });

  it.each(['', '0', '42', 'a.b', '$where', '%', '%2E', '%_0', '__proto__', '_bsontype', 'constructor', 'toString'])(
    'stores %j under a name without meaning',
    (key) => {
      const stored = storedKey(key);
      expect(stored).not.toMatch(/[.$]|^\d*$/);
      expect(stored in Object.prototype).toBe(false);
      expect(stored).not.toBe('_bsontype');
      expect(originalKey(stored)).toBe(key);
    },
  );

  it('gives no two keys the same name', () => {
    const keys = fc.oneof(fc.string(), fc.stringMatching(/^[%_.$0-9a2E45]{0,6}$/));
    fc.assert(fc.property(keys, (key) => originalKey(storedKey(key)) === key));
    fc.assert(fc.property(keys, keys, (a, b) => a === b || storedKey(a) !== storedKey(b)));
  });
});
