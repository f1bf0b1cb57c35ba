import type { Exchange } from '../player/exchange.ts';
import { type Behaviour, listOf } from '../rehearsal/behaviour.ts';
import { finds, get, withWrongToken } from '../rehearsal/requests.ts';
import { provisionUser, testConnection } from './entra.ts';

export const personNamed = (givenName: string, familyName: string, number: string) => ({
  givenName,
  familyName,
  displayName: `${givenName} ${familyName}`,
  email: `${givenName.toLowerCase()}.{{run}}@rehearsal.example`,
  externalId: `{{run}}${number}-0000-4000-8000-000000000001`,
  department: 'Logistics',
});

/** How Entra matches people: by their userName. */
export const lookUp = (name: string): string => `/Users?filter=userName+eq+%22${name}.{{run}}%40rehearsal.example%22`;

/** “Test Connection”. */
export const connectionTest: readonly Behaviour[] = [
  {
    claim: 'the connection test with a random GUID gets an empty list',
    exchanges: [
      ...testConnection,
      finds('looks for a random externalId', '/Users?filter=externalId+eq+%22{{probe}}%22', 0),
      finds('looks for a random group', '/Groups?excludedAttributes=members&filter=displayName+eq+%22{{probe}}%22', 0),
    ],
  },
  {
    claim: 'answers are application/scim+json',
    exchanges: testConnection.map((exchange) => ({
      ...exchange,
      expect: { status: [200], headers: { 'content-type': { $startsWith: 'application/scim+json' } } },
    })),
  },
  { claim: 'a wrong token gets 401', exchanges: testConnection.map(withWrongToken) },
];

export const provisions = (name: string, person: ReturnType<typeof personNamed>): Behaviour => ({
  claim: `a user can be provisioned (${person.givenName})`,
  exchanges: provisionUser,
  using: { person },
  keep: { [name]: 'userId' },
});

/** How Entra asks for one member, since it never reads them all. */
export const isMember = (id: string, count: number): Exchange =>
  get(
    'asks whether the user is a member',
    `/Groups?filter=id+eq+%22{{theGroup}}%22+and+members+eq+%22${id}%22&excludedAttributes=members`,
    { status: [200], body: listOf(count) },
  );
