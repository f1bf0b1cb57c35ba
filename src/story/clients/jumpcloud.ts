import type { Behaviour, Rehearsal } from '../rehearsal/behaviour.ts';
import {
  creates,
  deletes,
  finds,
  GROUP,
  isGone,
  membersAre,
  patches,
  reads,
  twice,
  USER,
} from '../rehearsal/requests.ts';
import { queriedMailOf, refusesWrongToken, userOf, usualClient } from './usual-client.ts';

const jumpcloud = usualClient('jumpcloud', 'JumpCloud');

const newUser = (name: string, names: readonly [string, string]) => ({
  ...userOf([USER], name, names),
  active: true,
});
const lookUp = (name: string): string => `/Users?filter=userName%20eq%20%22${queriedMailOf(name)}%22`;
const newGroup = { schemas: [GROUP], displayName: 'Rehearsal {{run}}' };
const addsJan = patches('adds a member by its value only', '/Groups/{{theGroup}}', [
  { op: 'add', path: 'members', value: [{ value: '{{jan}}' }] },
]);

/** “Test Connection” creates a user and a group, and takes both away again. */
const setUp: readonly Behaviour[] = [
  {
    claim: 'the set-up test creates a user, changes it and deletes it',
    exchanges: [
      finds('looks for the test user', lookUp('test'), 0),
      creates('creates the test user', '/Users', newUser('test', ['Test', 'User']), 'tested'),
      patches('deactivates the test user', '/Users/{{tested}}', [{ op: 'replace', path: 'active', value: false }]),
      deletes('deletes the test user', '/Users/{{tested}}'),
      isGone('reads the test user', '/Users/{{tested}}'),
    ],
  },
  {
    claim: 'the set-up test creates a group and deletes it',
    exchanges: [
      creates('creates the test group', '/Groups', { ...newGroup, displayName: 'Test {{run}}' }, 'tested'),
      deletes('deletes the test group', '/Groups/{{tested}}'),
      isGone('reads the test group', '/Groups/{{tested}}'),
    ],
  },
  refusesWrongToken(finds('looks for the test user', lookUp('test'), 0)),
];

/** One replace per attribute; members with nothing but their value, added again and again. */
export const jumpcloudRehearsal: Rehearsal = {
  id: 'jumpcloud',
  provider: jumpcloud,
  behaviours: [
    ...setUp,
    {
      claim: 'one replace per attribute changes a user; other alphabets stay intact',
      exchanges: [
        creates('creates the user', '/Users', newUser('jan', ['Jan', 'Kovac']), 'jan'),
        patches('changes three attributes', '/Users/{{jan}}', [
          { op: 'replace', path: 'name.givenName', value: 'Janez' },
          { op: 'replace', path: 'name.familyName', value: 'Kovač' },
          { op: 'replace', path: 'active', value: false },
        ]),
        reads('reads the user', '/Users/{{jan}}', {
          active: false,
          'name.givenName': 'Janez',
          'name.familyName': 'Kovač',
        }),
      ],
      keep: { jan: 'jan' },
    },
    {
      claim: 'a user is reactivated',
      exchanges: [
        patches('reactivates the user', '/Users/{{jan}}', [{ op: 'replace', path: 'active', value: true }]),
        reads('reads the user', '/Users/{{jan}}', { active: true }),
      ],
    },
    {
      claim: 'a group is looked for and created',
      exchanges: [
        finds('looks for the group', '/Groups?filter=displayName%20eq%20%22Rehearsal%20{{run}}%22', 0),
        creates('creates the group', '/Groups', newGroup, 'theGroup'),
      ],
      keep: { theGroup: 'theGroup' },
    },
    { claim: 'a member may be added again and again', exchanges: [...twice(addsJan), membersAre('{{jan}}')] },
    {
      claim: 'a rename keeps the members',
      exchanges: [
        patches('renames the group', '/Groups/{{theGroup}}', [
          { op: 'replace', path: 'displayName', value: 'Renamed {{run}}' },
        ]),
        membersAre('{{jan}}'),
      ],
    },
    {
      claim: 'a value array removes only those it names',
      exchanges: [
        creates('creates another user', '/Users', newUser('iva', ['Iva', 'Novak']), 'iva'),
        patches('adds it', '/Groups/{{theGroup}}', [{ op: 'add', path: 'members', value: [{ value: '{{iva}}' }] }]),
        patches('removes the first', '/Groups/{{theGroup}}', [
          { op: 'remove', path: 'members', value: [{ value: '{{jan}}' }] },
        ]),
        membersAre('{{iva}}'),
      ],
    },
  ],
};
