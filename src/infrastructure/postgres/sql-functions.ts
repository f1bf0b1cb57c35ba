import { CONFLICT_STATE } from './postgres-errors.ts';
import { identifier } from './sql-text.ts';

const name = 'require_count';

/** The function that undoes a whole statement when some of its rows were not as expected. */
export const requireCount = (schema: string): string => `${identifier(schema)}.${name}`;

export const createRequireCount = (schema: string): string => `
create or replace function ${identifier(schema)}.${name}(actual bigint, expected integer) returns void language plpgsql as $$
begin
  if actual <> expected then
    raise exception 'written % of % rows', actual, expected using errcode = '${CONFLICT_STATE}';
  end if;
end $$`;
