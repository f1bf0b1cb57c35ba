import type { Template } from '../player/exchange.ts';
import { type Behaviour, scimError, someList } from '../rehearsal/behaviour.ts';
import { finds, get, isGone, reads, withWrongToken } from '../rehearsal/requests.ts';

export const personNamed = (givenName: string, familyName: string) => ({
  givenName,
  familyName,
  displayName: `${givenName} ${familyName}`,
  email: `${givenName.toLowerCase()}.{{run}}@rehearsal.example`,
  externalId: `00u${givenName.toLowerCase()}{{run}}`,
  password: 'pl4ceHolder-{{run}}',
});

/** How Okta looks a user up, whatever it wants to do next. */
export const lookUp = (userName: string): string =>
  `/Users?filter=userName%20eq%20%22${userName}%22&startIndex=1&count=100`;

/** A member as Okta writes it. */
export const member = (id: string): Template => ({ value: id, display: '{{run}}' });

const probe = reads('probes for two users', '/Users?startIndex=1&count=2', {
  ...someList,
  itemsPerPage: { $atLeast: 0 },
  startIndex: 1,
});

/** “Test Connector Configuration”, and what Okta expects of a server before anybody is assigned. */
export const connectorTest: readonly Behaviour[] = [
  {
    claim: 'the connector test is answered with lists',
    exchanges: [probe, reads('probes for groups', '/Groups?startIndex=1&count=100', someList)],
  },
  { claim: 'a wrong token gets 401 with a SCIM error', exchanges: [withWrongToken(probe)] },
  {
    claim: 'an unknown user is 404 by id and an empty list by userName',
    exchanges: [
      isGone('reads an unknown user', '/Users/{{ghost}}'),
      finds('looks for an unknown userName', lookUp('nobody.{{run}}'), 0),
    ],
  },
];

export const refusesDuplicate = (body: Template): Behaviour => ({
  claim: 'a duplicate userName gets 409 uniqueness, whatever its case',
  exchanges: [
    {
      step: 'creates the same user again',
      method: 'POST',
      path: '/Users',
      body,
      expect: { status: [409], body: { ...scimError(409), scimType: 'uniqueness' } },
    },
  ],
});

export const pastTheEnd = get('reads past the end', '/Users?startIndex=100000&count=100', {
  status: [200],
  body: { totalResults: { $atLeast: 1 }, Resources: { $count: 0 } },
});
