import type { CollectionTable } from './collection-table.ts';
import type { DriverRequest } from './connection.ts';
import { requireCount } from './sql-functions.ts';
import { prepared, type Statement } from './statement.ts';
import type { Write } from './write-buffer.ts';

/** Writes to different rows, grouped by what they do. */
export interface Segment {
  readonly rows: Set<string>;
  readonly groups: Map<string, Group>;
  /** Whether some of them change documents that exist. */
  updates: boolean;
}

export interface Group {
  readonly key: string;
  /** Any of its writes: they are alike in everything but row and data. */
  readonly write: Write;
  readonly elements: Write[];
}

/** By the table of the first group, so that databases with other declarations in the same process keep their own. */
const caches = new WeakMap<CollectionTable, Map<string, Statement>>();
const CAPACITY = 1_000;

/** One statement for a segment whatever the number of rows: each group's rows travel as one JSON array. */
export function segmentRequest(segment: Segment): DriverRequest {
  const groups = [...segment.groups.values()];
  if (groups.length > 1) groups.sort((a, b) => (a.key < b.key ? -1 : 1));
  const [first] = groups;
  if (first === undefined) throw new Error('A segment holds at least one write');
  let cache = caches.get(first.write.table);
  if (cache === undefined) {
    cache = new Map();
    caches.set(first.write.table, cache);
  }
  const shape = groups.length === 1 ? first.key : groups.map(({ key }) => key).join('\n');
  let statement = cache.get(shape);
  if (statement === undefined) {
    statement = prepared(segmentText(groups));
    if (cache.size >= CAPACITY) cache.clear();
    cache.set(shape, statement);
  }
  return { statement, values: groups.map(groupValue) };
}

/** Rows that exist already are locked in the order of their keys, the same in every transaction. */
function groupValue({ write, elements }: Group): string {
  if (write.kind !== 'insert' && elements.length > 1) elements.sort(byRow);
  let text = '[';
  for (const [index, { element }] of elements.entries()) text += index === 0 ? element : `,${element}`;
  return `${text}]`;
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
      const when = write.when === undefined ? '' : ` and (${write.when})`;
      return `update ${table.name} as t set ${set} from ${rows} where t.tenant = e->>'t' and t.id = e->>'i'${when}${andAfter}`;
    }
  }
}
