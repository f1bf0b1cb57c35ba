import type { Contradiction, ValuePlace } from './compare-schemas.ts';
import { attributeLabel, type ExtensionSchema, type FormerNames } from './extension-schema.ts';

/** They ride along with every read of the connection. The oldest make room. */
const MOST_CHARACTERS = 32 * 1024;
const MOST_NAMES = 500;

/** What is to be remembered after a change; the very same list when nothing is left out by it. */
export function rememberNames(
  former: readonly FormerNames[],
  before: ExtensionSchema | undefined,
  after: ExtensionSchema | undefined,
): readonly FormerNames[] {
  if (!before) return former;
  const kept = new Set(after ? namesOf(after) : []);
  const left = namesOf(before).filter((name) => !kept.has(name));
  if (left.length === 0) return former;
  const { resourceType, id: schema } = before;
  const known = former.find((one) => one.resourceType === resourceType && one.schema === schema);
  const names = [...new Set([...(known?.names ?? []).filter((name) => !left.includes(name)), ...left])];
  const all = [...former.filter((one) => one !== known), { resourceType, schema, names: names.slice(-MOST_NAMES) }];
  while (all.length > 1 && JSON.stringify(all).length > MOST_CHARACTERS) all.shift();
  return all;
}

/** Names a declaration writes in another case than they once were: allowed only while no resource has a value there. */
export function respelledNames(former: readonly FormerNames[], after: ExtensionSchema): readonly Contradiction[] {
  const { id, resourceType } = after;
  const declared = namesOf(after);
  const places = namedAlike(former, resourceType, id).flatMap(({ schema, names }): ValuePlace[] =>
    schema === id
      ? names
          .filter((name) => !declared.includes(name) && isAmong(declared, name))
          .flatMap((name) => placesOf(id, name))
      : [{ schema }],
  );
  return places.map((place) => {
    const names = [place.attribute, place.sub].filter((name) => name !== undefined);
    const label = names.length === 0 ? place.schema : attributeLabel(place.schema, ...names);
    return { place, label, change: 'spelling' };
  });
}

/**
 * These places, and those of the same names in another case. Values may have got there while a process did not know yet of
 * another declaration. What is declared `after` the change stays out of it.
 */
export function inEveryCase(
  former: readonly FormerNames[],
  resourceType: ExtensionSchema['resourceType'],
  places: readonly ValuePlace[],
  after?: ExtensionSchema,
): readonly ValuePlace[] {
  const declared = after ? namesOf(after) : [];
  const others = places.flatMap(({ schema, attribute, sub }) =>
    namedAlike(former, resourceType, schema).flatMap((one): ValuePlace[] => {
      if (attribute === undefined) return one.schema === schema ? [] : [{ schema: one.schema }];
      const name = pathOf(attribute, sub);
      return one.names
        .filter((other) => isSame(other, name) && (one.schema !== schema || other !== name))
        .filter((other) => one.schema !== after?.id || !declared.includes(other))
        .flatMap((other) => placesOf(one.schema, other));
    }),
  );
  return [...places, ...others];
}

const namedAlike = (former: readonly FormerNames[], resourceType: ExtensionSchema['resourceType'], schema: string) =>
  former.filter((one) => one.resourceType === resourceType && isSame(one.schema, schema));

/** Of a sub-attribute, the name does not tell whether it was one of a list. */
function placesOf(schema: string, name: string): readonly ValuePlace[] {
  const [attribute = name, sub] = name.split('.');
  if (sub === undefined) return [{ schema, attribute }];
  return [
    { schema, attribute, sub },
    { schema, attribute, sub, inList: true },
  ];
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const isAmong = (names: readonly string[], name: string): boolean => names.some((other) => isSame(other, name));

const pathOf = (attribute: string, sub: string | undefined): string =>
  sub === undefined ? attribute : `${attribute}.${sub}`;

const namesOf = ({ attributes }: ExtensionSchema): readonly string[] =>
  attributes.flatMap(({ name, subAttributes = [] }) => [name, ...subAttributes.map((sub) => pathOf(name, sub.name))]);
