/** A person as an identity provider knows them. */
export interface Person {
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName: string;
  readonly email: string;
  readonly externalId: string;
  readonly department: string;
  readonly password: string;
}

const GIVEN =
  'Ada Grace Linus Mira Noor Oskar Priya Quentin Rosa Sami Tove Umar Vera Wim Xenia Yara Zeno Amir Bea Chidi Dana Emre Freya Gil Hana Ines Jonas Kaya Leif Mei'.split(
    ' ',
  );
const FAMILY =
  'Lindqvist Okafor Tanaka Moreau Silva Novak Haddad Larsen Castillo Kimura Weber Rossi Dahl Petrov Nair Brandt Costa Eriksen Farouk Greco'.split(
    ' ',
  );
const DEPARTMENTS = ['Engineering', 'Design', 'Finance', 'Operations'];

/** Those the story is about. */
const PARTS: Readonly<Record<string, readonly [string, string]>> = {
  'okta 0': ['Ada', 'Lindqvist'],
  'okta 1': ['Grace', 'Okafor'],
  'okta 2': ['Mo', 'Tanaka'],
  'okta 3': ['Lea', 'Weber'],
  'entra 0': ['Lars', 'Dahl'],
  'entra 1': ['Lina', 'Costa'],
  'entra 2': ['Erik', 'Moreau'],
  'entra 3': ['Lou', 'Petrov'],
};

/** The same people at every call: the `index`th one of a provider. */
export function person(provider: 'okta' | 'entra', index: number): Person {
  const part = PARTS[`${provider} ${index}`];
  if (part) return named(provider, part[0], part[1], index);
  const givenName = GIVEN[(index * 7 + (provider === 'okta' ? 0 : 3)) % GIVEN.length] ?? 'Ada';
  const familyName = FAMILY[(index * 11 + Math.floor(index / 20)) % FAMILY.length] ?? 'Silva';
  return named(provider, givenName, familyName, index);
}

export function named(provider: 'okta' | 'entra', givenName: string, familyName: string, index: number): Person {
  const number = String(index).padStart(4, '0');
  return {
    givenName,
    familyName,
    displayName: `${givenName} ${familyName}`,
    email: `${givenName}.${familyName}.${provider}${index}@acme.example`.toLowerCase(),
    externalId: provider === 'okta' ? `00u${number}acmedemo` : `5f3a${number}-9c1e-4d6b-8a70-acde48001122`,
    department: DEPARTMENTS[index % DEPARTMENTS.length] ?? 'Finance',
    password: `pl4ceHolder-${number}`,
  };
}

/** Somebody with the id under which Holdfast knows their directory record. */
export interface KnownPerson extends Person {
  readonly userId: string;
}

export interface KnownGroup {
  readonly name: string;
  readonly externalId: string;
  readonly groupId: string;
}
