import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attribute, declared, HR, schema } from '../support/extension-schema.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

interface Stored {
  readonly userName: string;
  readonly active: boolean;
  readonly externalId?: string;
  readonly title?: string;
  readonly name?: { readonly familyName?: string };
  readonly emails?: readonly { readonly value: string; readonly type?: string; readonly primary?: boolean }[];
  /** Of an extension an administrator declared. */
  readonly [HR]?: { readonly nick?: string; readonly code?: string; readonly skills?: readonly string[] };
}

/** A filter with what it means, said without any of the service's own parts. */
interface Meant {
  readonly text: string;
  readonly holds: (user: Stored) => boolean;
}

type Value = string | boolean | undefined;
type Read<T> = (from: T) => Value;

const fold = (value: Value) => (typeof value === 'string' ? value.normalize('NFC').toLowerCase() : value);
const byCodePoint = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right));

const TESTS: Readonly<Record<string, (actual: string, expected: string) => boolean>> = {
  eq: (actual, expected) => actual === expected,
  co: (actual, expected) => actual.includes(expected),
  sw: (actual, expected) => actual.startsWith(expected),
  ew: (actual, expected) => actual.endsWith(expected),
  gt: (actual, expected) => byCodePoint(actual, expected) > 0,
  ge: (actual, expected) => byCodePoint(actual, expected) >= 0,
  lt: (actual, expected) => byCodePoint(actual, expected) < 0,
  le: (actual, expected) => byCodePoint(actual, expected) <= 0,
};

const texts = [
  'a',
  'A',
  'ab',
  'B',
  'é',
  'É',
  'e\u0301',
  'Z',
  '_',
  '%',
  'a%b',
  '\\',
  '"',
  "'",
  '😀',
  '\uffef',
  'ΣΑΣ',
  'σας',
  ' ',
  '10',
  '9',
];
const text = fc.constantFrom(...texts);

function comparison<T>(
  name: string,
  read: Read<T>,
  caseExact: boolean,
): fc.Arbitrary<{ text: string; holds: (from: T) => boolean }> {
  const normal = (value: string) => (caseExact ? value : String(fold(value)).replaceAll('ς', 'σ'));
  return fc.oneof(
    fc.record({ operator: fc.constantFrom(...Object.keys(TESTS)), expected: text }).map(({ operator, expected }) => ({
      text: `${name} ${operator} ${JSON.stringify(expected)}`,
      holds: (from: T) => {
        const actual = read(from);
        return typeof actual === 'string' && (TESTS[operator]?.(normal(actual), normal(expected)) ?? false);
      },
    })),
    text.map((expected) => ({
      text: `${name} ne ${JSON.stringify(expected)}`,
      holds: (from: T) => {
        const actual = read(from);
        return !(typeof actual === 'string' && normal(actual) === normal(expected));
      },
    })),
    fc.constant({ text: `${name} pr`, holds: (from: T) => ![undefined, ''].includes(read(from) as string) }),
  );
}

type Email = NonNullable<Stored['emails']>[number];
const some = (holds: (email: Email) => boolean) => (user: Stored) => (user.emails ?? []).some(holds);

const emailTerm = fc.oneof(
  comparison<Email>('value', (email) => email.value, false),
  comparison<Email>('type', (email) => email.type, false),
  fc
    .boolean()
    .map((primary) => ({ text: `primary eq ${primary}`, holds: (email: Email) => email.primary === primary })),
);

function combined<T>(term: fc.Arbitrary<{ text: string; holds: (from: T) => boolean }>, maxDepth: number) {
  type Node = { text: string; holds: (from: T) => boolean };
  return fc.letrec<{ node: Node }>((tie) => {
    const operands = fc.array(tie('node'), { minLength: 2, maxLength: 3 });
    return {
      node: fc.oneof(
        { maxDepth, depthIdentifier: `combined-${maxDepth}` },
        term,
        operands.map((nodes) => ({
          text: nodes.map((node) => `(${node.text})`).join(' and '),
          holds: (from: T) => nodes.every((node) => node.holds(from)),
        })),
        operands.map((nodes) => ({
          text: nodes.map((node) => `(${node.text})`).join(' or '),
          holds: (from: T) => nodes.some((node) => node.holds(from)),
        })),
        (tie('node') as fc.Arbitrary<Node>).map((node) => ({
          text: `not (${node.text})`,
          holds: (from: T) => !node.holds(from),
        })),
      ) as fc.Arbitrary<Node>,
    };
  }).node;
}

const userTerm: fc.Arbitrary<Meant> = fc.oneof(
  comparison<Stored>('userName', (user) => user.userName, false),
  comparison<Stored>('externalId', (user) => user.externalId, true),
  comparison<Stored>('title', (user) => user.title, false),
  comparison<Stored>('name.familyName', (user) => user.name?.familyName, false),
  comparison<Stored>(`${HR}:nick`, (user) => user[HR]?.nick, false),
  comparison<Stored>(`${HR}:code`, (user) => user[HR]?.code, true),
  comparison<string>(`${HR}:skills`, (skill) => skill, false)
    .filter(({ text: filter }) => !filter.endsWith(' pr'))
    .map(({ text, holds }) => ({ text, holds: (user: Stored) => (user[HR]?.skills ?? []).some(holds) })),
  fc.boolean().map((active) => ({ text: `active eq ${active}`, holds: (user: Stored) => user.active === active })),
  comparison<Email>('emails.value', (email) => email.value, false).map(({ text, holds }) => ({
    text,
    holds: some(holds),
  })),
  comparison<Email>('emails.type', (email) => email.type, false).map(({ text, holds }) => ({
    text,
    holds: some(holds),
  })),
  combined(emailTerm, 2).map(({ text, holds }) => ({ text: `emails[${text}]`, holds: some(holds) })),
);

/** The same people every time, with every kind of value and every kind of absence. */
const people: readonly Stored[] = fc
  .sample(
    fc.record(
      {
        active: fc.boolean(),
        externalId: text,
        title: text,
        name: fc.record({ familyName: text }, { requiredKeys: [] }),
        emails: fc.array(
          fc.record(
            { value: text, type: fc.constantFrom('work', 'Work', 'home'), primary: fc.boolean() },
            { requiredKeys: ['value'] },
          ),
          { maxLength: 3 },
        ),
        [HR]: fc.record(
          { nick: text, code: text, skills: fc.uniqueArray(text, { maxLength: 3 }) },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: ['active'] },
    ),
    { seed: 7, numRuns: 40 },
  )
  .map((person, index) => ({ ...person, userName: `${texts[index % texts.length]}${index}` }));

describe('Filters against a model', () => {
  let service: ScimService;
  let client: ScimClient;
  let stored: readonly (Stored & { readonly id: string })[];

  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect(
      declared(
        schema([attribute('nick'), attribute('code', { caseExact: true }), attribute('skills', { multiValued: true })]),
      ),
    );
    for (const person of people) await client.create('/Users', person);
    stored = (await client.send('GET', '/Users?count=200')).body.Resources;
    expect(stored).toHaveLength(people.length);
  });
  afterAll(() => service.close());

  it('finds in the database exactly whom the filter means', async () => {
    await fc.assert(
      fc.asyncProperty(combined(userTerm, 3), async ({ text: filter, holds }) => {
        fc.pre(filter.length < 4000);
        const { status, body } = await client.send(
          'GET',
          `/Users?count=200&attributes=id&filter=${encodeURIComponent(filter)}`,
        );
        expect([filter, status]).toEqual([filter, 200]);
        const found = body.Resources.map((user: { id: string }) => user.id);
        expect(found).toEqual(stored.filter(holds).map((user) => user.id));
      }),
      { numRuns: Number(process.env.HOLDFAST_MODEL_RUNS ?? 500) },
    );
  });
});
