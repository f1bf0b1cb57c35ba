import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { ScimError } from '../errors/scim-error.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { resourceTypesOf, userType } from '../schema/resource-types.ts';
import { applyPatch } from './apply-patch.ts';
import { parsePatchRequest } from './parse-patch-request.ts';

/** A model of RFC 7644 §3.5.2 for a small person, as plain as the text: it rebuilds everything and looks nothing up. */
interface Email {
  value?: string;
  type?: string;
  primary?: boolean;
}
interface Person {
  userName: string;
  title?: string;
  name?: { givenName?: string; familyName?: string };
  emails?: Email[];
}
type Refusal = 'mutability' | 'noTarget' | 'invalidValue';
interface Step {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path?: string;
  readonly value?: Json;
}

const same = (left?: string, right?: string) => left?.toLowerCase() === right?.toLowerCase();
const compact = <T extends object>(object: T): T | undefined =>
  Object.values(object).every((value) => value === undefined)
    ? undefined
    : (Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T);

function stepOf(person: Person, { op, path, value }: Step): Person | Refusal {
  if (path === undefined) {
    let after: Person | Refusal = person;
    for (const [key, inner] of Object.entries(value as object)) {
      if (typeof after === 'string') return after;
      if (key === 'userName' && inner === null) continue;
      after = stepOf(after, { op, path: key, value: inner as Json });
    }
    return after;
  }
  if (op === 'add' && value === null) return person;
  const unset = op === 'remove' || value === null;
  switch (path) {
    case 'userName':
      if (unset) return 'mutability';
      return (value as string) === '' ? 'invalidValue' : { ...person, userName: value as string };
    case 'title':
      return unset ? without(person, 'title') : { ...person, title: value as string };
    case 'name.givenName':
      return withName(person, { ...person.name, givenName: unset ? undefined : value });
    case 'name':
      return unset ? without(person, 'name') : withName(person, { ...person.name, ...(value as object) });
    case 'emails':
      return patchEmails(person, op, value as Email[] | null | undefined);
    default:
      return patchSelected(person, op, path, value);
  }
}

const without = (person: Person, key: keyof Person): Person => {
  const { [key]: _gone, ...rest } = person;
  return rest as Person;
};
const withName = (person: Person, name: object): Person => {
  const kept = compact(name);
  return kept ? { ...person, name: kept } : without(person, 'name');
};
const withEmails = (person: Person, emails: Email[]): Person => {
  const kept = emails.flatMap((email) => compact(email) ?? []);
  return kept.length > 0 ? { ...person, emails: kept } : without(person, 'emails');
};
const onePrimary = (emails: Email[], touched: readonly Email[]): Email[] => {
  const chosen = touched.find((email) => email.primary);
  return chosen
    ? emails.map((email) => (email === chosen || !email.primary ? email : { ...email, primary: false }))
    : emails;
};

function distinct(emails: readonly Email[]): Email[] {
  const kept: Email[] = [];
  for (const email of emails) {
    const known = kept.some(
      (other) => other.value === email.value && other.type === email.type && other.primary === email.primary,
    );
    if (!known) kept.push({ ...email });
  }
  return onePrimary(kept, kept);
}

function patchEmails(person: Person, op: Step['op'], value: Email[] | null | undefined): Person {
  const current = person.emails ?? [];
  if (op === 'replace') return withEmails(person, distinct(value ?? []));
  if (op === 'remove') {
    if (!value) return without(person, 'emails');
    return withEmails(
      person,
      current.filter((email) => !value.some((listed) => isSame(email, listed))),
    );
  }
  const emails = current.map((email) => ({ ...email }));
  const touched: Email[] = [];
  for (const added of distinct(value ?? [])) {
    const known = emails.find((email) => isSame(email, added));
    if (known) touched.push(Object.assign(known, added));
    else touched.push(emails[emails.push({ ...added }) - 1] as Email);
  }
  return withEmails(person, onePrimary(emails, touched));
}

const isSame = (left: Email, right: Email) =>
  same(left.value, right.value) && (!left.type || !right.type || same(left.type, right.type));

function patchSelected(person: Person, op: Step['op'], path: string, value: Json | undefined): Person | Refusal {
  const [, type = '', sub] = /^emails\[type eq "(\w+)"\](?:\.(\w+))?$/.exec(path) ?? [];
  const current = person.emails ?? [];
  const emails = current.map((email) => ({ ...email }));
  const matched = emails.filter((email) => same(email.type, type));
  if (matched.length === 0) {
    if (op === 'remove') return person;
    if (op === 'replace') return 'noTarget';
    if (value === null) return person;
    const made: Email = sub ? { type, [sub]: value } : { type, ...(value as Email) };
    return withEmails(person, onePrimary([...emails, made], [made]));
  }
  if (sub) {
    const isUnset = op === 'remove' || value === null;
    for (const email of matched) Object.assign(email, { [sub]: isUnset ? undefined : value });
    // A type alone is nobody's address.
    const kept = emails.filter((email) => !isUnset || !matched.includes(email) || email.value !== undefined);
    const touched = kept.filter((email) => matched.includes(email));
    return withEmails(person, onePrimary(kept, touched));
  }
  const rest = emails.filter((email) => !matched.includes(email));
  if (op === 'remove' || value === null) return withEmails(person, rest);
  if (op === 'add') {
    for (const email of matched) Object.assign(email, value);
    return withEmails(person, onePrimary(emails, matched));
  }
  const put = { ...(value as Email) };
  const replaced = emails.flatMap((email) => (email === matched[0] ? [put] : matched.includes(email) ? [] : [email]));
  return withEmails(person, distinct(onePrimary(replaced, [put])));
}

const text = fc.constantFrom('a', 'b', 'C');
const type = fc.constantFrom('work', 'home');
const email = fc.record({ value: text, type, primary: fc.boolean() }, { requiredKeys: ['value'] });
const emails = fc.array(email, { minLength: 1, maxLength: 3 });
const name = fc.record({ givenName: text, familyName: text }, { requiredKeys: ['givenName'] });
const person: fc.Arbitrary<Person> = fc
  .record({ userName: text, title: text, name, emails: emails.map(distinct) }, { requiredKeys: ['userName'] })
  .map((made) => made as Person);

const orNull = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
const targets: readonly (readonly [fc.Arbitrary<string>, fc.Arbitrary<unknown>])[] = [
  [fc.constant('userName'), orNull(fc.oneof(text, fc.constant('')))],
  [fc.constant('title'), orNull(text)],
  [fc.constant('name'), orNull(name)],
  [fc.constant('name.givenName'), orNull(text)],
  [fc.constant('emails'), orNull(emails)],
  [type.map((which) => `emails[type eq "${which}"].value`), orNull(text)],
  [type.map((which) => `emails[type eq "${which}"].primary`), fc.boolean()],
  [type.map((which) => `emails[type eq "${which}"]`), orNull(email)],
];
const step = fc.oneof(
  ...targets.map(([path, value]) =>
    fc.oneof(
      fc.record({ op: fc.constantFrom('add', 'replace'), path, value }),
      fc.record({ op: fc.constant('remove'), path }),
    ),
  ),
  fc.record({ op: fc.constant('remove'), path: fc.constant('emails'), value: emails }),
  fc.record({
    op: fc.constantFrom('add', 'replace'),
    value: fc.record(
      { title: orNull(text), 'name.givenName': text, emails, userName: orNull(text) },
      { requiredKeys: [] },
    ),
  }),
) as fc.Arbitrary<Step>;

function modelled(before: Person, steps: readonly Step[]): Person | Refusal {
  let after: Person | Refusal = before;
  for (const each of steps) {
    if (typeof after === 'string') return after;
    after = stepOf(after, each);
  }
  return after;
}

function patched(before: unknown, steps: readonly Step[], type: ResourceType = userType): unknown {
  const operations = parsePatchRequest(type, { Operations: steps as unknown as Json });
  try {
    return applyPatch(before as never, operations, { replaceCreatesElement: false });
  } catch (error) {
    return error instanceof ScimError ? error.scimType : error;
  }
}

/** The same person, with everything but the name in an extension an administrator declared. */
const HR = 'urn:acme:params:scim:schemas:hr:2.0:User';
const inExtension = ({ userName, ...rest }: Person) => ({
  userName,
  ...(Object.keys(rest).length > 0 && { [HR]: rest }),
});
const qualified = (path: string) => (path === 'userName' ? path : `${HR}:${path}`);
const stepInExtension = ({ path, value, ...step }: Step): Step => {
  if (path !== undefined) return { ...step, path: qualified(path), ...(value !== undefined && { value }) };
  const entries = Object.entries(value as object).map(([key, inner]) => [qualified(key), inner]);
  return { ...step, value: Object.fromEntries(entries) as Json };
};
const simple = {
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  filterable: true,
} as const;
const extended = resourceTypesOf({
  extensionSchemas: {
    revision: 'apply-patch.model',
    schemas: [
      {
        id: HR,
        name: 'HR',
        resourceType: 'User',
        required: false,
        attributes: [
          { ...simple, name: 'title' },
          {
            ...simple,
            name: 'name',
            type: 'complex',
            subAttributes: ['givenName', 'familyName'].map((sub) => ({ ...simple, name: sub })),
          },
          {
            ...simple,
            name: 'emails',
            type: 'complex',
            multiValued: true,
            subAttributes: [
              { ...simple, name: 'value' },
              { ...simple, name: 'type' },
              { ...simple, name: 'primary', type: 'boolean' },
            ],
          },
        ],
      },
    ],
  },
}).user;

describe('applyPatch against a model of the RFC', () => {
  it('does the same to attributes of a declared extension', () => {
    fc.assert(
      fc.property(person, fc.array(step, { minLength: 1, maxLength: 4 }), (before, steps) => {
        const expected = modelled(before, steps);
        const found = patched(inExtension(before), steps.map(stepInExtension), extended);
        expect(found).toEqual(typeof expected === 'string' ? expected : inExtension(expected));
      }),
      { numRuns: Number(process.env.HOLDFAST_MODEL_RUNS ?? 3000) },
    );
  });

  it('does what the model does', () => {
    fc.assert(
      fc.property(person, fc.array(step, { minLength: 1, maxLength: 4 }), (before, steps) => {
        expect(patched(before, steps)).toEqual(modelled(before, steps));
      }),
      { numRuns: Number(process.env.HOLDFAST_MODEL_RUNS ?? 3000) },
    );
  });

  it('changes nothing when repeated, for operations that say what should be', () => {
    const idempotent = step.filter(({ op, path }) => op !== 'add' || !path?.includes('['));
    fc.assert(
      fc.property(person, idempotent, (before, only) => {
        const once = patched(before, [only]);
        fc.pre(typeof once === 'object');
        const twice = patched(once as Person, [only]);
        fc.pre(typeof twice === 'object');
        expect(twice).toEqual(once);
      }),
      { numRuns: 1000 },
    );
  });
});
