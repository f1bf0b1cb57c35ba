import type { Provider } from '../player/exchange.ts';
import { type Rehearsal, someList } from '../rehearsal/behaviour.ts';
import { creates, deletes, finds, isGone, patches, reads, replaces, USER } from '../rehearsal/requests.ts';
import { queriedMailOf, refusesWrongToken, userOf } from './usual-client.ts';

const google: Provider = {
  name: 'google',
  title: 'Google Workspace',
  headers: { 'User-Agent': 'Google-Auto-Provisioning', Accept: 'application/json' },
  contentType: 'application/json',
  space: '%20',
};

const gil = (givenName: string) => ({
  ...userOf(['urn:scim:schemas:core:1.0', USER], 'gil', [givenName, 'Marsh']),
  displayName: `${givenName} Marsh`,
  active: true,
});
const lookUp = `/Users?filter=userName%20eq%20%22${queriedMailOf('gil')}%22&startIndex=1`;
const list = reads('lists the users', '/Users', someList);

/** Plain JSON, a SCIM 1 schema in front, users only. */
export const googleRehearsal: Rehearsal = {
  id: 'google',
  provider: google,
  behaviours: [
    { claim: 'users are listed as plain JSON', exchanges: [list] },
    refusesWrongToken(list),
    {
      claim: 'a user with a SCIM 1 schema in front can be created, and is found',
      exchanges: [
        finds('looks for the user', lookUp, 0),
        creates('creates the user', '/Users', gil('Gil'), 'gil', { active: true }),
        finds('looks for the user again', lookUp, 1, { 'Resources.0.id': '{{gil}}' }),
      ],
      keep: { gil: 'gil' },
    },
    {
      claim: 'PUT replaces a user',
      exchanges: [
        replaces(
          'replaces the user',
          '/Users/{{gil}}',
          { ...gil('Gilbert'), id: '{{gil}}' },
          {
            displayName: 'Gilbert Marsh',
          },
        ),
      ],
    },
    {
      claim: 'a user is suspended, and stays readable',
      exchanges: [
        patches('suspends the user', '/Users/{{gil}}', [{ op: 'replace', path: 'active', value: false }]),
        reads('reads the user', '/Users/{{gil}}', { active: false }),
      ],
    },
    {
      claim: 'a user is deleted after the delay, and gone',
      exchanges: [deletes('deletes the user', '/Users/{{gil}}'), isGone('reads the user', '/Users/{{gil}}')],
    },
  ],
};
