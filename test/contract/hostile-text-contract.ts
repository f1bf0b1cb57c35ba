import { describe, expect, it } from '@jest/globals';
import { type Condition, eq, isIn, not } from '../../src/application/ports/query.ts';
import { MAX_JSON_DEPTH, UnstorableDepth, UnstorableText } from '../../src/application/ports/storage-errors.ts';
import type { Json } from '../../src/domain/provisioning/directory-user.ts';
import type { Person } from './contract-collections.ts';
import type { ContractEngine } from './contract-engine.ts';
import { withDatabase } from './with-database.ts';

const storable = [
  `it's`,
  '"quoted"',
  'back\\slash',
  '\\u0000',
  '\\ud800',
  '%_*?',
  '$1 $$ #{x}',
  '{"a":1}',
  '{a,b}',
  'NULL',
  '--',
  '/* */;drop table people',
  '\r\n\t\b\u0001\u001f\u007f\u0080\u2028\ufeff\uffff',
  '😀👩‍👩‍👧 e\u0301 \u202e',
  '   ',
  '__proto__',
  'constructor',
];
const unstorable = ['\0', 'a\0b', '\ud800', '\udc00x', 'a\ud83d', '\ude00\ud83d'];

const queries = (all: readonly Condition<Person>[]) => all;

export function describeHostileText(engine: ContractEngine): void {
  describe('text nobody would type', () => {
    const bench = withDatabase(engine);

    it.each(storable.map((text) => [JSON.stringify(text), text] as const))('keeps %s as it is', async (_name, text) => {
      const tenant = `${bench.tenant()} ${text}`;
      await bench.db.transaction(async (tx) => {
        tx.people.insert({
          id: text,
          tenant,
          code: text,
          name: text,
          raw: { [text]: text },
          profile: [text],
          note: text,
        });
        tx.fences.bump(tenant, [text]);
      });
      await bench.db.transaction(async (tx) => tx.people.patch(tenant, text, { role: text }, eq('code', text)));
      const stored = await bench.db.people.get(tenant, text);
      expect(stored).toMatchObject({
        id: text,
        tenant,
        code: text,
        name: text,
        role: text,
        profile: [text],
        note: text,
      });
      expect(Object.entries(stored?.raw as object)).toEqual([[text, text]]);
      expect(await bench.db.people.getMany(tenant, [text, 'other'])).toHaveLength(1);
      for (const where of queries([
        eq('code', text),
        eq('name', text),
        isIn('code', ['x', text]),
        eq(['raw', text], text),
        isIn(['raw', text], ['x', text]),
        { op: 'contains', field: 'code', value: text },
        { op: 'endsWith', field: ['raw', text], value: text },
        { op: 'elementMatch', field: 'profile', condition: { op: 'eq', field: [], value: text } },
      ])) {
        expect({ where, count: await bench.db.people.count(tenant, where) }).toEqual({ where, count: 1 });
      }
      const cursor = bench.db.people.cursorOf({ sort: [{ field: 'code' }] }, stored as NonNullable<typeof stored>);
      expect(await bench.db.people.find(tenant, { sort: [{ field: 'code' }], after: cursor })).toEqual([]);
      expect((await bench.db.fences.get(tenant, text))?.version).toBe(1);
      expect([...(await bench.db.people.countBy(tenant, 'code')).keys()]).toEqual([text]);
    });

    it.each(unstorable.map((text) => [JSON.stringify(text), text] as const))(
      'refuses %s wherever it stands',
      async (_name, text) => {
        const tenant = bench.tenant();
        const writes: readonly (readonly [path: string, doc: object])[] = [
          ['id', { id: text, tenant }],
          ['tenant', { id: 'a', tenant: text }],
          ['code', { id: 'a', tenant, code: text }],
          ['profile.emails.0.value', { id: 'a', tenant, profile: { emails: [{ value: text }] } }],
          ['note', { id: 'a', tenant, note: { [text]: 1 } }],
        ];
        for (const [path, doc] of writes) {
          const error = await bench.db
            .transaction(async (tx) => tx.people.insert(doc as never))
            .catch((reason: unknown) => reason);
          expect(error).toBeInstanceOf(UnstorableText);
          expect(error).toMatchObject({ path });
        }
        await bench.db.transaction(async (tx) => {
          expect(() => tx.people.patch(tenant, 'a', { note: text })).toThrow(UnstorableText);
          expect(() => tx.people.patch(tenant, text, { age: 1 })).toThrow(UnstorableText);
          expect(() => tx.people.bump(tenant, [text])).toThrow(UnstorableText);
          expect(() => tx.people.replace({ id: 'a', tenant, name: text }, 1)).toThrow(UnstorableText);
          await expect(tx.people.updateWhere(tenant, eq('age', 1), { code: text })).rejects.toBeInstanceOf(
            UnstorableText,
          );
        });
        expect(await bench.db.people.count(tenant)).toBe(0);
      },
    );

    it.each(unstorable.map((text) => [JSON.stringify(text), text] as const))(
      'finds nothing by %s',
      async (_name, text) => {
        const tenant = bench.tenant();
        await bench.db.transaction(async (tx) => {
          tx.people.insert({ id: 'a', tenant, code: '\ufffd', raw: { v: '\ufffd', '\ufffd': 1 } });
        });
        expect(await bench.db.people.get(tenant, text)).toBeUndefined();
        expect(await bench.db.people.get(text, 'a')).toBeUndefined();
        expect(await bench.db.people.getMany(tenant, [text])).toEqual([]);
        for (const where of queries([
          eq('code', text),
          isIn('code', [text]),
          eq(['raw', 'v'], text),
          isIn(['raw', 'v'], [text]),
          eq(['raw', text], 1),
          { op: 'contains', field: 'code', value: text },
          { op: 'startsWith', field: ['raw', 'v'], value: text },
          { op: 'elementMatch', field: 'raw', condition: { op: 'eq', field: [text], value: 1 } },
        ])) {
          expect({ where, count: await bench.db.people.count(tenant, where) }).toEqual({ where, count: 0 });
          expect(await bench.db.people.count(tenant, not(where))).toBe(1);
        }
      },
    );

    it('keeps a megabyte', async () => {
      const tenant = bench.tenant();
      const text = Array.from({ length: 1 << 18 }, (_, i) => String.fromCodePoint(0x1f300 + (i % 200)).concat(`'"\\%`))
        .join('')
        .slice(0, 1 << 20);
      await bench.db.transaction(async (tx) =>
        tx.people.insert({ id: 'a', tenant, raw: text, note: text, profile: { text } }),
      );
      const stored = await bench.db.people.get(tenant, 'a');
      expect(stored?.raw).toBe(text);
      expect(stored?.note).toBe(text);
      expect(await bench.db.people.count(tenant, eq('raw', text))).toBe(1);
      expect(await bench.db.people.count(tenant, eq(['profile', 'text'], text))).toBe(1);
    });

    it('refuses text too long for a key, and only there', async () => {
      const tenant = bench.tenant();
      const [fits, long] = ['é'.repeat(500), `é${'x'.repeat(999)}`];
      await bench.db.transaction(async (tx) => {
        tx.people.insert({ id: fits, tenant, code: fits, team: fits, name: fits, role: long, profile: long });
        expect(() => tx.people.insert({ id: 'a', tenant, code: long })).toThrow(UnstorableText);
        expect(() => tx.people.insert({ id: long, tenant })).toThrow(UnstorableText);
        expect(() => tx.people.patch(tenant, fits, { name: long })).toThrow(UnstorableText);
        expect(() => tx.people.bump(tenant, [long])).toThrow(UnstorableText);
      });
      expect(await bench.db.people.get(tenant, fits)).toMatchObject({ code: fits, role: long, profile: long });
      expect(await bench.db.people.findOne(tenant, eq('code', long))).toBeUndefined();
    });

    it('keeps a hundred levels of nesting, and refuses more', async () => {
      const tenant = bench.tenant();
      const nested = (levels: number) => {
        let value: Json = 'core';
        for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { 'a.b': value };
        return value;
      };
      const [fits, deep] = [nested(MAX_JSON_DEPTH), nested(MAX_JSON_DEPTH + 1)];
      await bench.db.transaction(async (tx) => {
        tx.people.insert({ id: 'a', tenant, raw: fits, profile: fits, note: fits });
        tx.people.insert({ id: 'b', tenant, team: 't', name: 'b' });
        expect(() => tx.people.insert({ id: 'c', tenant, note: deep })).toThrow(UnstorableDepth);
        expect(() => tx.people.patch(tenant, 'a', { raw: deep })).toThrow(UnstorableDepth);
        expect(() => tx.people.replace({ id: 'a', tenant, profile: deep }, 1)).toThrow(UnstorableDepth);
      });
      await bench.db.transaction(async (tx) => tx.people.patch(tenant, 'b', { leftAt: 'x', raw: fits, profile: fits }));
      for (const id of ['a', 'b']) expect(await bench.db.people.get(tenant, id)).toMatchObject({ raw: fits });
      await expect(
        bench.db.transaction(async (tx) => tx.people.insert({ id: 'd', tenant, raw: nested(200_000) })),
      ).rejects.toMatchObject({ path: 'raw' });
    });

    it('keeps keys named like parts of an object', async () => {
      const tenant = bench.tenant();
      const raw = JSON.parse('{"__proto__":{"admin":true},"hasOwnProperty":1,"toString":null,"length":2}') as Json;
      const doc = JSON.parse(`{"id":"a","tenant":"${tenant}","__proto__":{"admin":true},"name":null}`) as never;
      await bench.db.transaction(async (tx) => {
        tx.people.insert(doc);
        tx.people.insert({ id: 'b', tenant, raw, profile: raw });
      });
      const [a, b] = await bench.db.people.find(tenant);
      expect(Object.getPrototypeOf(a)).toBe(Object.prototype);
      expect(Object.keys(a as object)).toContain('__proto__');
      expect((a as { admin?: boolean }).admin).toBeUndefined();
      expect(Object.keys(b?.raw as object).sort()).toEqual(['__proto__', 'hasOwnProperty', 'length', 'toString']);
      expect(await bench.db.people.count(tenant, eq(['profile', '__proto__', 'admin'], true))).toBe(1);
    });

    it('keeps whatever is below such keys', async () => {
      const tenant = bench.tenant();
      const names = ['_bsontype', 'toJSON', 'constructor', ...Object.getOwnPropertyNames(Object.prototype)];
      const values: Json[] = ['ObjectId', [{ a: [{}] }, [1]], { a: [{ b: 1 }] }];
      const entries = names.map((name) => [name, values] as const);
      const raw = Object.fromEntries([...entries, ...values.map((value, place) => [`x${place}`, value])]) as Json;
      await bench.db.transaction(async (tx) => {
        tx.people.insert({ id: 'a', tenant, raw, profile: raw, note: raw });
        tx.people.insert({ id: 'b', tenant, ...(Object.fromEntries(entries) as object) });
      });
      expect(await bench.db.people.get(tenant, 'a')).toEqual({
        id: 'a',
        tenant,
        version: 1,
        raw,
        profile: raw,
        note: raw,
      });
      expect(Object.entries((await bench.db.people.get(tenant, 'b')) ?? {}).length).toBe(names.length - 1 + 3);
    });
  });
}
