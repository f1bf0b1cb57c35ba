import type { CollectionTable } from './collection-table.ts';
import type { DriverRequest } from './connection.ts';
import type { Group, Segment } from './segment.ts';
import { requireCount } from './sql-functions.ts';
import { testedLast } from './sql-text.ts';
import { prepared, type Statement } from './statement.ts';
import type { Write } from './write-buffer.ts';

/** By the table of the first group, so that databases with other declarations in the same process keep their own. */
const caches = new WeakMap<CollectionTable, Map<string, Statement>>();
const CAPACITY = 1_000;

/**
 * One statement for segments of one shape, whatever the number of rows: each group's rows travel as one JSON array.
 * Several segments must not have a row in common.
 */
export function writeRequest(segments: readonly Segment[]): DriverRequest {
  const [first] = segments;
  const table = first?.groups[0]?.write.table;
  if (first === undefined || table === undefined) throw new Error('There is nothing to write');
  let cache = caches.get(table);
  if (cache === undefined) {
    cache = new Map();
    caches.set(table, cache);
  }
  const { shape } = first;
  let statement = cache.get(shape);
  if (statement === undefined) {
    statement = prepared(segmentText(first.groups));
    if (cache.size >= CAPACITY) cache.clear();
    cache.set(shape, statement);
  }
  const values = first.groups.map((group, place) =>
    rowsText(segments.length === 1 ? group.writes : segments.flatMap(({ groups }) => groups[place]?.writes ?? [])),
  );
  return { statement, values };
}

/** Rows that exist already are locked in the order of their keys, the same in every transaction. */
function rowsText(writes: readonly Write[]): string {
  const [first] = writes;
  if (first !== undefined && writes.length === 1) return `[${first.element}]`;
  const ordered = first?.kind === 'insert' ? writes : [...writes].sort(byRow);
  return `[${ordered.map(({ element }) => element).join(',')}]`;
}

const byRow = (a: Write, b: Write): number =>
  a.tenant < b.tenant ? -1 : a.tenant > b.tenant ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/**
 * Each sub-statement waits for the one before it, which settles the order of locks and lets a key that an update frees be
 * taken by an insert. A check that fails undoes the whole statement as a conflict.
 */
function segmentText(groups: readonly Group[]): string {
  const parts = groups.map(({ write }, index) => {
    const previous = groups[index - 1]?.write;
    const waits =
      previous !== undefined && previous.kind !== 'insert' ? `(select count(*) from w${index}) >= 0` : undefined;
    const returning = write.kind === 'bump' ? 't.tenant, t.id, t.version' : '1';
    return `${writeText(write, `$${index + 1}::jsonb`, waits)} returning ${returning}`;
  });
  const checks = groups.flatMap(({ write }, index) => checkOf(write, index + 1));
  const [single] = parts;
  if (parts.length === 1 && checks.length === 0 && single !== undefined) return single;
  const named = parts.map((part, index) => `w${index + 1} as (${part})`);
  return `with ${named.join(', ')} select ${checks.length === 0 ? '1' : checks.join(', ')}`;
}

function checkOf(write: Write, place: number): string[] {
  const { table } = write;
  const require = requireCount(table.schema);
  switch (write.kind) {
    case 'insert':
      return [];
    case 'bump': {
      // A row this snapshot sees, made anew: somebody deleted it since, which bumping it must not overlook.
      const revived = `select count(*) from w${place} as w join ${table.name} as t on t.tenant = w.tenant and t.id = w.id where w.version = 1`;
      return [`${require}((${revived}), 0)`];
    }
    default:
      // Updates must hit every row they name.
      return [`${require}((select count(*) from w${place}), jsonb_array_length($${place}::jsonb))`];
  }
}

function writeText(write: Write, array: string, waits: string | undefined): string {
  const { table } = write;
  const rows = `jsonb_array_elements(${array}) as e`;
  const hasFolded = table.foldedFields.size > 0;
  const onlyAfter = waits === undefined ? '' : ` where ${waits}`;
  const andAfter = waits === undefined ? '' : ` and ${waits}`;
  const into = `insert into ${table.name} as t (tenant, id, version, doc${hasFolded ? ', folded' : ''})`;
  switch (write.kind) {
    case 'insert': {
      const doc = hasFolded ? `e->'d'` : 'e';
      return `${into} select ${doc}->>'tenant', ${doc}->>'id', 1, ${doc}${hasFolded ? `, e->'f'` : ''} from ${rows}${onlyAfter}`;
    }
    case 'bump':
      return `${into} select e->>'tenant', e->>'id', 1, e${hasFolded ? `, '{}'::jsonb` : ''} from ${rows}${onlyAfter} on conflict (tenant, id) do update set version = t.version + 1`;
    case 'replace': {
      const set = `version = t.version + 1, doc = e->'d'${hasFolded ? `, folded = e->'f'` : ''}`;
      return `update ${table.name} as t set ${set} from ${rows} where t.tenant = e->'d'->>'tenant' and t.id = e->'d'->>'id' and t.version = (e->>'v')::bigint${andAfter}`;
    }
    case 'patch': {
      const removed = write.removes ? ` - array(select jsonb_array_elements_text(e->'u'))` : '';
      let set = `version = t.version + 1, doc = (t.doc || (e->'s'))${removed}`;
      if (write.folds) set += `, folded = (t.folded || (e->'f'))${removed}`;
      const when = write.when === undefined ? '' : ` and ${testedLast(write.when)}`;
      return `update ${table.name} as t set ${set} from ${rows} where t.tenant = e->>'t' and t.id = e->>'i'${when}${andAfter}`;
    }
  }
}
