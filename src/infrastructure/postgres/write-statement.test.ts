import { describe, expect, it } from '@jest/globals';
import { type CollectionSpec, type Doc, declareCollection } from '../../application/ports/collection.ts';
import { eq } from '../../application/ports/query.ts';
import type { AnyDoc } from '../documents/declared-fields.ts';
import type { CollectionStatements } from './collection-statements.ts';
import { collectionStatements } from './collection-statements.ts';
import { collectionTable } from './collection-table.ts';
import { StatementCache } from './statement.ts';
import { type Write, WriteBuffer } from './write-buffer.ts';
import { WriteCollection } from './write-collection.ts';
import { writeRequest } from './write-statement.ts';

interface Thing extends Doc {
  readonly name?: string;
  readonly state?: string;
}

const statements = (name: string): CollectionStatements =>
  collectionStatements(
    collectionTable(
      declareCollection<Thing>({
        name,
        fields: { name: 'folded string', state: 'string' },
        unique: [],
        indexes: [],
      }) as unknown as CollectionSpec<AnyDoc>,
      'holdfast',
    ),
    new StatementCache(),
  );
const things = statements('things');
const others = statements('others');

/** The statements a piece of work comes to. */
function requests(work: (open: (of: CollectionStatements) => WriteCollection<Thing>) => void) {
  const buffer = new WriteBuffer();
  const source = {
    buffer: (write: Write) => buffer.add(write),
    read: () => Promise.reject(new Error('not here')),
    readQuickly: () => Promise.reject(new Error('not here')),
    lookUp: () => Promise.reject(new Error('not here')),
    write: () => Promise.reject(new Error('not here')),
  };
  work((of) => new WriteCollection<Thing>(of, source));
  return buffer.take().map((segment) => writeRequest([segment]));
}

const thing = (place: number) => ({ id: `i${place}`, tenant: 't', name: `N${place}` });

describe('buffered writes', () => {
  it('make one statement, the same for one row and for thousands', () => {
    const texts = [1, 50, 5_000].map((count) =>
      requests((open) => open(things).insertMany(Array.from({ length: count }, (_, place) => thing(place)))),
    );
    expect(texts.map((sent) => sent.length)).toEqual([1, 1, 1]);
    expect(new Set(texts.map(([sent]) => sent?.statement)).size).toBe(1);
    const patches = [1, 30].map((count) =>
      requests((open) => {
        for (let place = 0; place < count; place++)
          open(things).patch('t', `i${place}`, { name: 'x' }, eq('state', `s${place}`));
      }),
    );
    expect(patches.map((sent) => sent.length)).toEqual([1, 1]);
    expect(patches[0]?.[0]?.statement).toBe(patches[1]?.[0]?.statement);
  });

  it('to several collections travel together', () => {
    const sent = requests((open) => {
      open(things).insert(thing(1));
      open(others).insert(thing(1));
      open(things).patch('t', 'i2', { state: 'x' });
      open(others).bump('t', ['f']);
      open(things).replace(thing(3), 4);
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.values).toHaveLength(5);
  });

  it('to the same row go one after the other', () => {
    const sent = requests((open) => {
      open(things).insert(thing(1));
      open(things).patch('t', 'i1', { state: 'x' });
      open(things).insert(thing(2));
      open(things).bump('t', ['i1']);
    });
    expect(sent).toHaveLength(3);
  });

  it('lock rows in one order whatever order they come in', () => {
    const bump = (ids: string[]) => requests((open) => open(things).bump('t', ids))[0]?.values;
    expect(bump(['b', 'a', 'c', 'a'])).toEqual(bump(['c', 'b', 'a']));
    const patch = (ids: string[]) =>
      requests((open) => {
        for (const id of ids) open(things).patch('t', id, { state: 'x' });
      })[0]?.values;
    expect(patch(['2', '1'])).toEqual(patch(['1', '2']));
  });

  it('carry their data as JSON parameters', () => {
    const [sent] = requests((open) => {
      open(things).replace({ ...thing(1), name: 'ÄB', state: "it's" }, 7);
    });
    expect(JSON.parse(String(sent?.values?.[0]))).toEqual([
      { v: 7, d: { id: 'i1', tenant: 't', name: 'ÄB', state: "it's" }, f: { name: 'äb' } },
    ]);
    expect(sent?.statement.text).not.toContain("it's");
  });

  it('run in one statement for several callers with the same shape', () => {
    const segments = [1, 2, 3].map((place) => {
      const buffer = new WriteBuffer();
      const { table } = things;
      buffer.add({ kind: 'insert', table, tenant: 't', id: `i${place}`, element: `{"d":${place}}` });
      return buffer.take().flat();
    });
    const alone = writeRequest(segments[0] ?? []);
    const together = writeRequest(segments.flat());
    expect(together.statement).toBe(alone.statement);
    expect(together.values).toEqual(['[{"d":1},{"d":2},{"d":3}]']);
  });
});
