import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../domain/provisioning/directory-user.ts';
import { inKeyOrder } from './in-key-order.ts';

describe('inKeyOrder', () => {
  it('orders keys at every depth, and lists not at all', () => {
    const kept: Json = {
      schemas: ['b', 'a'],
      Operations: [{ value: { z: 1, a: null }, op: 'add' }],
      é: 1,
      B: [[], {}],
    };
    expect(JSON.stringify(inKeyOrder(kept))).toBe(
      '{"B":[[],{}],"Operations":[{"op":"add","value":{"a":null,"z":1}}],"schemas":["b","a"],"é":1}',
    );
  });

  it('keeps keys that mean something to JavaScript mere keys', () => {
    const kept = JSON.parse('{"b":1,"__proto__":{"y":1,"x":2},"constructor":1}') as Json;
    expect(JSON.stringify(inKeyOrder(kept))).toBe('{"__proto__":{"x":2,"y":1},"b":1,"constructor":1}');
  });
});
