import { describe, expect, it } from '@jest/globals';
import type { ContractEngine } from './contract-engine.ts';
import { store } from './with-database.ts';

export function describeMigration(engine: ContractEngine): void {
  describe('migration', () => {
    it('can be repeated, and done by several processes at once', async () => {
      const created = await engine.create();
      const databases = await Promise.all([created.open(), created.open(), created.open()]);
      try {
        const [first] = databases;
        await store(first, 't', [{ code: 'kept' }]);
        await Promise.all(databases.flatMap((database) => [database.migrate(), database.migrate()]));
        expect(await Promise.all(databases.map((database) => database.isMigrated()))).toEqual([true, true, true]);
        expect(await first.people.get('t', 'p0001')).toMatchObject({ code: 'kept' });
      } finally {
        await Promise.all(databases.map((database) => database.close()));
        await created.drop();
      }
    });
  });
}
