import { Client } from 'pg';

/** Makes the database refuse whatever gives certain people a membership: a fault that no retry helps against. */
export interface Curse {
  /** From now on the database behaves again. */
  lift(): Promise<void>;
}

export const CURSE = 'The row is damaged';

/** Curses everybody whose e-mail starts with `prefix`. */
export async function cursePeople(databaseUrl: string, prefix: string): Promise<Curse> {
  await run(
    databaseUrl,
    `create function public.refuse_cursed() returns trigger language plpgsql as $$ begin
       if exists (select from holdfast.accounts where id = new.id and doc ->> 'email' like '${prefix}%') then
         raise exception '${CURSE}';
       end if;
       return new;
     end $$`,
    'create trigger refuse_cursed before insert on holdfast.memberships for each row execute function public.refuse_cursed()',
  );
  return { lift: () => run(databaseUrl, 'drop trigger refuse_cursed on holdfast.memberships') };
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
