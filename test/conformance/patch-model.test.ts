import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ScimError } from '../../src/scim/errors/scim-error.ts';
import { FilterError } from '../../src/scim/filter/filter-error.ts';
import { applyPatch } from '../../src/scim/patch/apply-patch.ts';
import { parsePatchRequest } from '../../src/scim/patch/parse-patch-request.ts';
import { userType } from '../../src/scim/schema/resource-types.ts';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { type Person, patchNaively, Refused } from './patches/naive-patch.ts';
import { randomOperation, type WrittenOperation } from './patches/random-patch.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const CASES = Number(process.env.PATCH_CASES ?? 3_000);
const REQUESTS = Number(process.env.PATCH_REQUESTS ?? 400);

jest.setTimeout(60_000 + CASES * 5 + REQUESTS * 100);

const seed = seedFrom('PATCH_SEED');

type Outcome = Person | { readonly refused: string };

/** What is wrong with any operation as it is written is found before the first one is carried out. */
function modelled(before: Person, operations: readonly WrittenOperation[], replaceCreates: boolean): Outcome {
  const malformed = operations.find((operation) => operation.malformed !== undefined)?.malformed;
  if (malformed !== undefined) return { refused: malformed };
  try {
    return patchNaively(
      before,
      operations.flatMap(({ changes }) => changes),
      replaceCreates,
    );
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message };
    throw error;
  }
}

function patched(before: Person, operations: readonly WrittenOperation[], replaceCreatesElement: boolean): Outcome {
  try {
    const request = parsePatchRequest(userType, { Operations: operations.map(({ wire }) => wire) } as never);
    return applyPatch(before as never, request, { replaceCreatesElement }) as Person;
  } catch (error) {
    if (error instanceof FilterError) return { refused: 'invalidFilter' };
    if (error instanceof ScimError) return { refused: error.scimType ?? String(error.status) };
    throw error;
  }
}

const draw = (random: SeededRandom): readonly WrittenOperation[] =>
  Array.from({ length: 1 + random.below(3) }, () => randomOperation(random));

describe(`PATCH against a model of RFC 7644 §3.5.2 (PATCH_SEED=${seed})`, () => {
  it(`does what the model does, ${CASES} times, and changes nothing of what it is given`, () => {
    const random = new SeededRandom(seed);
    const seen = new Map<string, number>();
    const wrong: object[] = [];
    let person: Person = { userName: 'a', active: true };
    for (let number = 0; number < CASES && wrong.length < 3; number++) {
      if (number % 20 === 0) person = { userName: 'a', active: true };
      const [operations, replaceCreates] = [draw(random), random.below(2) === 0];
      const before = structuredClone(person);
      const [expected, actual] = [
        modelled(before, operations, replaceCreates),
        patched(person, operations, replaceCreates),
      ];
      const wasLeftAlone = isEqual(before, person);
      if (!isEqual(actual, expected) || !wasLeftAlone) {
        wrong.push({
          before,
          wire: operations.map(({ wire }) => wire),
          replaceCreates,
          expected,
          actual,
          wasLeftAlone,
        });
      }
      const result =
        'refused' in expected ? String(expected.refused) : isEqual(before, expected) ? 'no change' : 'changed';
      seen.set(result, (seen.get(result) ?? 0) + 1);
      if (!('refused' in expected)) person = expected;
    }
    console.info(`PATCH_SEED=${seed}: ${[...seen].map(([what, count]) => `${count} × ${what}`).join(', ')}`);
    expect(wrong).toEqual([]);
  });

  describe('over HTTP', () => {
    let service: ScimService;
    beforeAll(async () => {
      service = await startScimService();
    });
    afterAll(() => service.close());

    it.each(['generic', 'entra'] as const)(
      `does all of a request or nothing, and keeps version and lastModified when nothing changes, ${REQUESTS} times (%s)`,
      async (type) => {
        const client = await service.connect({ type });
        const random = new SeededRandom(seed + 1);
        const wrong: object[] = [];
        let changes = 0;
        for (let number = 0; number < REQUESTS && wrong.length < 3; number++) {
          if (number % 25 === 0) await startOver(client, number);
          const before = await read(client);
          const operations = draw(random);
          const expected = asStored(modelled(before.content, operations, type === 'entra'), before.content);
          const answer = await client.send('PATCH', `/Users/${before.id}`, {
            Operations: operations.map(({ wire }) => wire),
          });
          const after = await read(client);
          const isRefused = 'refused' in expected;
          const isChange = !isRefused && !isEqual(expected, before.content);
          if (isChange) changes++;
          const isRight =
            isEqual(after.content, isRefused ? before.content : expected) &&
            (isRefused ? answer.status === 400 && answer.body.scimType === expected.refused : answer.status === 200) &&
            (isRefused || isEqual(answer.body, after.body)) &&
            (isChange ? after.version !== before.version : isEqual(after.body, before.body));
          if (!isRight) {
            const wire = operations.map((operation) => operation.wire);
            wrong.push({
              before: before.body,
              wire,
              expected,
              status: answer.status,
              body: answer.body,
              after: after.body,
            });
          }
        }
        expect(wrong).toEqual([]);
        expect(changes).toBeGreaterThan(REQUESTS / 10);
        expect(service.logged).toEqual([]);
      },
    );
  });
});

const isEqual = (left: unknown, right: unknown): boolean => written(left) === written(right);

/** As JSON, whatever order keys came in. */
function written(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

/** A user is always active or not, and has an `externalId` that names it or none. */
function asStored(outcome: Outcome, { active }: Person): Outcome {
  if ('refused' in outcome) return outcome;
  const { externalId = '', ...person } = outcome as Person;
  return { active: active ?? true, ...person, ...(externalId !== '' && { externalId }) };
}

const ids = new WeakMap<ScimClient, string>();

async function startOver(client: ScimClient, number: number): Promise<void> {
  const old = ids.get(client);
  if (old !== undefined) await client.send('DELETE', `/Users/${old}`);
  ids.set(client, (await client.create('/Users', { userName: `walk-${number}`, active: true })).id);
}

async function read(client: ScimClient) {
  const { body } = await client.send('GET', `/Users/${ids.get(client)}`);
  const { schemas: _schemas, id, meta, ...content } = body;
  return { id, body, content: content as Person, version: meta.version };
}
