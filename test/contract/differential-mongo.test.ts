import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mongoEngine } from '../support/mongo-engine.ts';
import { hasMongod } from '../support/mongo-server.ts';
import { postgresEngine } from '../support/postgres-engine.ts';
import type { ContractDatabase, ContractTransaction } from './contract-collections.ts';
import type { EngineDatabase } from './contract-engine.ts';
import type { PersonFields } from './random-documents.ts';
import { perform, races, type Script, type Step, stories } from './random-scripts.ts';

const CASES = Number(process.env.DIFFERENTIAL_CASES ?? 1_500);
/** A third of the cases are races. */
const RACES = Math.floor(CASES / 3);

(hasMongod() ? describe : describe.skip)('PostgreSQL and MongoDB', () => {
  const created: EngineDatabase[] = [];
  let engines: readonly (readonly [name: string, db: ContractDatabase, other: ContractDatabase])[] = [];
  let tenants = 0;

  beforeAll(async () => {
    engines = await Promise.all(
      [postgresEngine, mongoEngine].map(async (engine) => {
        const database = await engine.create();
        created.push(database);
        return [engine.name, await database.open(), await database.open()] as const;
      }),
    );
  });
  afterAll(async () => {
    for (const [, db, other] of engines) await Promise.all([db.close(), other.close()]);
    for (const database of created) await database.drop();
  });

  /** Races that one engine repeated and the other did not: there is nothing to compare. */
  let repeatedByOne = 0;
  /** Transactions that take a unique key before they free it: whether that is refused is left open by the port. */
  let leftOpen = 0;

  /** What `story` answers on one engine must be what it answers on the other. */
  type Story = (db: ContractDatabase, other: ContractDatabase, tenant: string) => Promise<unknown>;
  const told = (story: Story) => {
    const tenant = `t${++tenants}`;
    return Promise.all(engines.map(([, db, other]) => story(db, other, tenant)));
  };

  /** `inOrder` tells the same story with each write sent by itself. */
  const expectSame = async (story: Story, inOrder?: Story) => {
    const answers = await told(story);
    const [one, two] = answers as { readonly attempt?: number }[];
    // Whether an attempt has to be repeated is an engine's own affair; a second one meets another state.
    if (one?.attempt !== two?.attempt) {
      repeatedByOne++;
      return;
    }
    if (!isDeepStrictEqual(answers[0], answers[1])) {
      if (inOrder && JSON.stringify(answers).includes('"refused"')) {
        const [first, second] = await told(inOrder);
        if (isDeepStrictEqual(first, second)) {
          leftOpen++;
          return;
        }
      }
      expect({ MongoDB: answers[1] }).toEqual({ MongoDB: answers[0] });
      throw new Error(`PostgreSQL: ${JSON.stringify(answers[0])}\nMongoDB: ${JSON.stringify(answers[1])}`);
    }
  };

  const seed = process.env.DIFFERENTIAL_SEED === undefined ? {} : { seed: Number(process.env.DIFFERENTIAL_SEED) };

  it(`answer the same, one thing after the other (${CASES - RACES} cases)`, async () => {
    await fc.assert(
      fc.asyncProperty(stories, ({ people, scripts, questions }) => {
        const story =
          (toldAs: (script: Script) => Script): Story =>
          async (db, _other, tenant) => {
            const answers: unknown[] = [await settled(() => populate(db, tenant, people))];
            for (const script of scripts) {
              answers.push(await settled(() => play(db, tenant, toldAs(script)), hasSeveralWrites(script.steps)));
            }
            for (const question of questions) answers.push(await settled(() => perform(db.people, tenant, question)));
            return [...answers, await db.people.find(tenant)];
          };
        return expectSame(
          story((script) => script),
          story(oneByOne),
        );
      }),
      { numRuns: CASES - RACES, ...seed },
    );
    expect(leftOpen).toBeLessThan(Math.max(2, CASES / 1_000));
  }, 3_600_000);

  it(`let the same one win (${RACES} cases)`, async () => {
    await fc.assert(
      fc.asyncProperty(races, ({ people, before, between, after }) =>
        expectSame(async (db, other, tenant) => {
          await settled(() => populate(db, tenant, people));
          let attempt = 0;
          const work = () =>
            db.transaction(async (tx) => {
              if (++attempt > 2) throw new RanAgain();
              const answers = await performAll(tx, tenant, before);
              // A snapshot is taken by the first read.
              await tx.people.get(tenant, 'nobody');
              if (attempt === 1) {
                await settled(() => play(other, tenant, { way: 'transaction', steps: between }));
              }
              return [...answers, ...(await performAll(tx, tenant, after))];
            });
          const first = await settled(work, hasSeveralWrites(after));
          const left = await db.people.find(tenant);
          return { attempt, first: attempt === 1 || !Array.isArray(first) ? first : undefined, left };
        }),
      ),
      { numRuns: RACES, ...seed },
    );
    expect(repeatedByOne).toBeLessThan(RACES / 4);
  }, 3_600_000);
});

const populate = (
  db: ContractDatabase,
  tenant: string,
  people: readonly (readonly [string, PersonFields])[],
): Promise<void> =>
  db.transaction(
    async (tx) =>
      void (await performAll(
        tx,
        tenant,
        people.map((person) => ({ do: 'insert', people: [person] })),
      )),
  );

/** A read between two writes of a snapshot transaction sends the first before the second is asked for. */
const oneByOne = ({ steps }: Script): Script => ({
  way: 'transaction',
  steps: steps.flatMap((step) => [step, { do: 'count', where: { op: 'present', field: 'id' } }] as const),
});

/** A conflict that nobody else is the cause of never goes away: one attempt too many tells that there was one. */
async function play(db: ContractDatabase, tenant: string, { way, steps }: Script, attempts = 2): Promise<unknown[]> {
  let attempt = 0;
  return db[way](async (tx) => {
    if (++attempt > attempts) throw new RanAgain();
    return performAll(tx, tenant, steps);
  });
}

class RanAgain extends Error {
  override readonly name = 'RanAgain';
}

async function performAll(tx: ContractTransaction, tenant: string, steps: readonly Step[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const step of steps) answers.push(await perform(tx.people, tenant, step));
  return answers;
}

/**
 * The answer, or what went wrong in the port's words. Of several things that go wrong together any may be told, so with
 * `anyRefusal` they count as one.
 */
async function settled(work: () => Promise<unknown>, anyRefusal = false): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    const { name = '', key } = error as { readonly name?: string; readonly key?: string };
    if (anyRefusal && (name === 'UniqueViolation' || name === 'RanAgain')) return 'refused';
    if (expected.has(name)) return { name, key };
    throw error;
  }
}

const writing = new Set(['insert', 'replace', 'patch', 'updateWhere']);
/** An update of several documents is several writes. */
const hasSeveralWrites = (steps: readonly Step[]): boolean =>
  steps.filter((step) => writing.has(step.do)).length > 1 || steps.some((step) => step.do === 'updateWhere');

const expected = new Set(['UniqueViolation', 'RanAgain', 'UnstorableText', 'TypeError']);
