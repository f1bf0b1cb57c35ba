import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

interface Email {
  readonly value: string;
  readonly type?: string;
  readonly primary?: boolean;
}

interface Stored {
  readonly id: string;
  readonly userName?: string;
  readonly displayName: string;
  readonly active?: boolean;
  readonly externalId?: string;
  readonly name?: { readonly familyName?: string };
  readonly emails?: readonly Email[];
  readonly [ENTERPRISE]?: { readonly department?: string };
}

type Value = string | boolean | undefined;

/** RFC 7644 §3.4.2.3 without any of the service's own parts: what an attribute is sorted by. */
const primaryOrFirst = (emails: readonly Email[] = []) => emails.find((email) => email.primary) ?? emails[0];
const fold = (text: string | undefined) => text?.normalize('NFC').toLowerCase().replaceAll('ς', 'σ');
const SORTED_BY: Readonly<Record<string, (from: Stored) => Value>> = {
  id: (from) => from.id,
  userName: (from) => fold(from.userName),
  displayName: (from) => fold(from.displayName),
  externalId: (from) => from.externalId,
  active: (from) => from.active,
  'name.familyName': (from) => fold(from.name?.familyName),
  emails: (from) => fold(primaryOrFirst(from.emails)?.value),
  'emails.type': (from) => fold(primaryOrFirst(from.emails)?.type),
  [`${ENTERPRISE}:department`]: (from) => fold(from[ENTERPRISE]?.department),
};

/** What groups have of these; the others are foreign to them. */
const OF_GROUPS = ['id', 'displayName', 'externalId'];

/** The absent are greater than everything. */
function compare(left: Value, right: Value): number {
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
  if (typeof left === 'string') return Buffer.compare(Buffer.from(left), Buffer.from(String(right)));
  return Number(left) - Number(right);
}

/**
 * Whether a list is in the order: nobody stands before somebody who should come first; equals by id, users before groups.
 * What an attribute is foreign to stays in the order of creation.
 */
function isInOrder(found: readonly Stored[], sortBy: string | undefined, isDescending: boolean): boolean {
  const read = (sortBy !== undefined && SORTED_BY[sortBy]) || (() => undefined);
  const isForeign = (one: Stored) =>
    sortBy === undefined || (one.userName === undefined && !OF_GROUPS.includes(sortBy));
  const turn = isDescending ? -1 : 1;
  return found.every((later, index) => {
    const earlier = found[index - 1];
    if (earlier === undefined) return true;
    const order = compare(read(earlier), read(later));
    if (order !== 0) return order * turn < 0;
    const areOfOneType = (earlier.userName === undefined) === (later.userName === undefined);
    if (!areOfOneType) return earlier.userName !== undefined;
    return earlier.id < later.id !== (isDescending && !isForeign(later));
  });
}

const text = fc.constantFrom(
  'a',
  'A',
  'ab',
  'é',
  'É',
  'e\u0301',
  'Z',
  '_',
  '%',
  '😀',
  '\uffef',
  'ΣΑΣ',
  'σας',
  ' ',
  '10',
  '9',
);
const person = fc.record(
  {
    active: fc.boolean(),
    displayName: text,
    externalId: text,
    name: fc.record({ familyName: text }, { requiredKeys: [] }),
    emails: fc.uniqueArray(
      fc.record(
        { value: text, type: fc.constantFrom('work', 'Home'), primary: fc.boolean() },
        { requiredKeys: ['value'] },
      ),
      { maxLength: 3, selector: (email) => email.value },
    ),
    [ENTERPRISE]: fc.record({ department: text }),
  },
  { requiredKeys: ['active'] },
);

const FILTERS = [undefined, 'active eq true', 'externalId pr', 'displayName sw "a"'];

const question = fc.record({
  path: fc.constantFrom('/Users', '/Groups', ''),
  sortBy: fc.option(fc.constantFrom(...Object.keys(SORTED_BY)), { nil: undefined }),
  isDescending: fc.boolean(),
  filter: fc.constantFrom(...FILTERS),
  count: fc.integer({ min: 1, max: 40 }),
});

describe('Lists against a model', () => {
  let service: ScimService;
  let client: ScimClient;
  let users: readonly Stored[];
  let groups: readonly Stored[];

  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect();
    for (const [index, one] of fc.sample(person, { seed: 11, numRuns: 30 }).entries()) {
      await client.create('/Users', { ...one, userName: `${index % 3 === 0 ? 'U' : 'u'}${index % 7}-${index}` });
    }
    users = (await client.send('GET', '/Users?count=200')).body.Resources;
    const members = users.slice(0, 2).map(({ id }) => ({ value: id }));
    for (const [index, name] of fc.sample(text, { seed: 12, numRuns: 12 }).entries()) {
      await client.create('/Groups', {
        displayName: `${name}${index}`,
        ...(index % 3 > 0 && { externalId: `${name.trim()}-` }),
        members: index % 4 === 0 ? members : [],
      });
    }
    groups = (await client.send('GET', '/Groups?count=200')).body.Resources;
    expect([users.length, groups.length]).toEqual([30, 12]);
  });
  afterAll(() => service.close());

  const holds = (filter: string | undefined) => (from: Stored) => {
    if (filter === 'active eq true') return from.active === true;
    if (filter === 'externalId pr') return from.externalId !== undefined;
    return filter === undefined || fold(from.displayName)?.startsWith('a') === true;
  };

  it('walks any query by index and by cursor past every match once, in the declared order', async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ path, sortBy, isDescending, filter, count }) => {
        const isKnown = (name: string) => OF_GROUPS.includes(name);
        fc.pre(path !== '/Groups' || ((sortBy === undefined || isKnown(sortBy)) && filter !== 'active eq true'));
        const everybody = path === '/Users' ? users : path === '/Groups' ? groups : [...users, ...groups];
        const wanted = everybody.filter(holds(filter));
        const query = {
          count,
          ...(filter !== undefined && { filter }),
          ...(sortBy !== undefined && { sortBy, sortOrder: isDescending ? 'descending' : 'ascending' }),
        };
        const ask = async (page: object) => {
          const { status, body } = await client.send('POST', `${path}/.search`, { ...query, ...page });
          expect([status, body.detail]).toEqual([200, undefined]);
          expect(body).toMatchObject({ totalResults: wanted.length, itemsPerPage: body.Resources.length });
          return body;
        };

        const byIndex: Stored[] = [];
        for (let startIndex = 1; startIndex <= wanted.length + 1; startIndex += count) {
          byIndex.push(...(await ask({ startIndex })).Resources);
        }
        const byCursor: Stored[] = [];
        for (let cursor: string | undefined = ''; cursor !== undefined; ) {
          const body = await ask({ cursor });
          byCursor.push(...body.Resources);
          expect(body.Resources).toHaveLength(body.nextCursor === undefined ? body.Resources.length : count);
          cursor = body.nextCursor;
        }

        const ids = byIndex.map(({ id }) => id);
        expect(byCursor.map(({ id }) => id)).toEqual(ids);
        expect([...ids].sort()).toEqual(wanted.map(({ id }) => id).sort());
        expect(isInOrder(byIndex, sortBy, isDescending)).toBe(true);
      }),
      { numRuns: Number(process.env.LIST_CASES ?? 150) },
    );
  });
});
