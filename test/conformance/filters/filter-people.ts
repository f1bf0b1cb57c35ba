import { ENTERPRISE_USER_SCHEMA } from '../../../src/scim/schema/schema-urns.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { TEXTS } from './filterable.ts';
import { filterableExtension, randomExtension } from './filterable-extension.ts';

/** People with every kind of value and every kind of absence, those of a declared extension among them. No two have names that are equal but for case. */
export function randomPeople(random: SeededRandom, count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({
    userName: `${random.pick(TEXTS).trim()}${index}`,
    active: random.below(4) > 0,
    ...maybe(random, 'externalId', text),
    ...maybe(random, 'title', text),
    ...maybe(random, 'displayName', text),
    ...maybe(random, 'profileUrl', text),
    ...maybe(random, 'name', () => ({ ...maybe(random, 'familyName', text), ...maybe(random, 'givenName', text) })),
    ...maybe(random, 'emails', () => [
      { value: `Person${index}@Acme.example`, type: 'Work', primary: true },
      ...elements(random),
    ]),
    ...maybe(random, 'phoneNumbers', elements),
    ...maybe(random, 'roles', elements),
    ...maybe(random, 'addresses', () =>
      Array.from({ length: 1 + random.below(3) }, () => ({
        ...maybe(random, 'locality', text),
        ...maybe(random, 'country', text),
        ...maybe(random, 'primary', () => random.below(2) === 0),
      })),
    ),
    ...maybe(random, 'x509Certificates', () => [{ value: random.pick(['YWJj', 'YWJJ', '']), display: text(random) }]),
    ...maybe(random, ENTERPRISE_USER_SCHEMA, () => ({
      ...maybe(random, 'department', text),
      ...maybe(random, 'employeeNumber', () => random.pick(['0010', '10', '9'])),
      ...maybe(random, 'manager', () => ({ value: text(random) })),
    })),
    ...maybe(random, filterableExtension.id, randomExtension),
  }));
}

const text = (random: SeededRandom): string => random.pick(TEXTS);

const elements = (random: SeededRandom): readonly object[] =>
  Array.from({ length: 1 + random.below(3) }, () => ({
    ...maybe(random, 'value', text),
    ...maybe(random, 'type', () => random.pick(['work', 'Work', 'home'])),
    ...maybe(random, 'primary', () => random.below(2) === 0),
    ...maybe(random, 'display', text),
  }));

/** A key in two of three cases, now and then with nothing in it. */
function maybe(random: SeededRandom, key: string, make: (random: SeededRandom) => unknown): object {
  if (random.below(3) === 0) return random.below(3) === 0 ? { [key]: null } : {};
  return { [key]: make(random) };
}
