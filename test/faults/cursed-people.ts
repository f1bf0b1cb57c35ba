import { Client } from 'pg';
import { isMongoUrl } from '../../src/main/database-engine.ts';

/** Makes the database refuse whatever gives certain people a membership: a fault that no retry helps against. */
export interface Curse {
  /** What the database says of them, in its own words. */
  readonly words: string;
  /** From now on the database behaves again. */
  lift(): Promise<void>;
}

/** Curses everybody whose `externalId` starts with `prefix`. */
export const cursePeople = (databaseUrl: string, prefix: string): Promise<Curse> =>
  isMongoUrl(databaseUrl) ? curseInMongo(databaseUrl, prefix) : curseInPostgres(databaseUrl, prefix);

async function curseInPostgres(databaseUrl: string, prefix: string): Promise<Curse> {
  const words = 'The row is damaged';
  await run(
    databaseUrl,
    `create function public.refuse_cursed() returns trigger language plpgsql as $$ begin
       if new.doc #>> '{person,externalId}' like '${prefix}%' then
         raise exception '${words}';
       end if;
       return new;
     end $$`,
    'create trigger refuse_cursed before insert on holdfast.memberships for each row execute function public.refuse_cursed()',
  );
  return { words, lift: () => run(databaseUrl, 'drop trigger refuse_cursed on holdfast.memberships') };
}

async function curseInMongo(databaseUrl: string, prefix: string): Promise<Curse> {
  const { administerMongo } = await import('../support/mongo-database.ts');
  const validate = (validator: object) =>
    administerMongo(databaseUrl, async (db) => void (await db.command({ collMod: 'memberships', validator })));
  await validate({ 'd.person.externalId': { $not: { $regex: `^${prefix}` } } });
  return { words: 'Document failed validation', lift: () => validate({}) };
}

async function run(databaseUrl: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
