import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ScimError } from '../../src/scim/errors/scim-error.ts';
import { FilterError } from '../../src/scim/filter/filter-error.ts';
import { applyPatch } from '../../src/scim/patch/apply-patch.ts';
import { parsePatchRequest } from '../../src/scim/patch/parse-patch-request.ts';
import { assertSettled } from '../../src/scim/resource/settled-attributes.ts';
import { resourceTypesOf } from '../../src/scim/schema/resource-types.ts';
import { declared } from '../support/extension-schema.ts';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { type Person, patchNaively, Refused } from './patches/naive-patch.ts';
import { patchedExtensions, UNIQUE } from './patches/patched-extension.ts';
import { randomOperation, type WrittenOperation } from './patches/random-patch.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const CASES = Number(process.env.PATCH_CASES ?? 3_000);
const REQUESTS = Number(process.env.PATCH_REQUESTS ?? 400);

jest.setTimeout(60_000 + CASES * 5 + REQUESTS * 100);

const seed = seedFrom('PATCH_SEED');

const extended = declared(...patchedExtensions);
const { user } = resourceTypesOf(extended);

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
    const request = parsePatchRequest(user, { Operations: operations.map(({ wire }) => wire) } as never);
    const after = applyPatch(before as never, request, { replaceCreatesElement });
    assertSettled(user, before as never, after, (after.active ?? before.active) === false);
    return after as Person;
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
      const before = JSON.parse(JSON.stringify(person)) as Person;
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

  it('changes nothing when it is repeated, where it says what should be', () => {
    const random = new SeededRandom(seed + 2);
    const wrong: object[] = [];
    let person: Person = { userName: 'a', active: true };
    for (let number = 0; number < CASES && wrong.length < 3; number++) {
      if (number % 20 === 0) person = { userName: 'a', active: true };
      const [operation] = draw(random);
      if (!operation || !saysWhatShouldBe(operation)) continue;
      const once = patched(person, [operation], false);
      if ('refused' in once) continue;
      const twice = patched(once as Person, [operation], false);
      if (!isEqual(once, twice)) wrong.push({ before: person, wire: operation.wire, once, twice });
      person = once as Person;
    }
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
        const client = await service.connect({ type, ...extended });
        await client.create('/Users', { userName: 'holder', [UNIQUE[0]]: { [UNIQUE[1]]: TAKEN } });
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
            (isRefused
              ? answer.status === statusOf(expected) && answer.body.scimType === expected.refused
              : answer.status === 200) &&
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

/** A filter may select other elements afterwards, and two changes of one attribute may be at odds. */
function saysWhatShouldBe({ changes }: WrittenOperation): boolean {
  const attributes = new Set(changes.map(({ target }) => target.attribute.path.join()));
  return attributes.size === changes.length && !changes.some(({ target }) => target.filter);
}

const isEqual = (left: unknown, right: unknown): boolean => written(left) === written(right);

/** As JSON, whatever order keys came in. */
function written(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

/** Of the one who was there first. */
const TAKEN = 'B';
const statusOf = ({ refused }: Outcome): number => (refused === 'uniqueness' ? 409 : 400);

/** A user is always active or not, has an `externalId` that names it or none, and nobody else's unique value. */
function asStored(outcome: Outcome, { active }: Person): Outcome {
  if ('refused' in outcome) return outcome;
  const [extension, name] = UNIQUE;
  const values = (outcome as Person)[extension] as Person | undefined;
  if (String(values?.[name]).toLowerCase() === TAKEN.toLowerCase()) return { refused: 'uniqueness' };
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
