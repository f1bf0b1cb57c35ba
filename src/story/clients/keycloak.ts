import { type Rehearsal, someList } from '../rehearsal/behaviour.ts';
import { creates, deletes, GROUP, isGone, membersAre, patches, reads, replaces, USER } from '../rehearsal/requests.ts';
import { refusesWrongToken, usualClient } from './usual-client.ts';

/** Extensions that make Keycloak a SCIM client; they share a habit of sending everything they know. */
const keycloak = usualClient('keycloak', 'Keycloak, by a SCIM extension');

const user = (active: boolean) => ({
  schemas: [USER],
  externalId: '{{run}}-kim',
  userName: 'kim-{{run}}',
  displayName: 'Kim Holm',
  name: { givenName: 'Kim', familyName: 'Holm' },
  emails: [{ value: 'kim-{{run}}@rehearsal.example' }],
  active,
  roles: [],
});
const group = { schemas: [GROUP], externalId: '{{run}}-group', displayName: 'Rehearsal {{run}}' };
const renamed = { op: 'replace', path: 'displayName', value: 'Renamed {{run}}' };

/** Users by PATCH with booleans as text, or by PUT; groups by PATCH, or by PUT with relative references. */
export const keycloakRehearsal: Rehearsal = {
  id: 'keycloak',
  provider: keycloak,
  behaviours: [
    { claim: 'users are listed', exchanges: [reads('imports the users', '/Users', someList)] },
    refusesWrongToken(reads('imports the users', '/Users')),
    {
      claim: 'a user whose e-mail has no type can be created',
      exchanges: [creates('creates the user', '/Users', user(true), 'kim', { active: true })],
      keep: { kim: 'kim' },
    },
    {
      claim: 'PATCH with "false" as text deactivates',
      exchanges: [
        patches('deactivates the user', '/Users/{{kim}}', [
          { path: 'active', op: 'replace', value: 'false' },
          { path: 'userName', op: 'replace', value: 'kim-{{run}}' },
          { path: 'displayName', op: 'replace', value: 'Kim H.' },
        ]),
        reads('reads the user', '/Users/{{kim}}', { active: false, displayName: 'Kim H.' }),
      ],
    },
    {
      claim: 'PUT of the whole user reactivates',
      exchanges: [
        replaces(
          'replaces the user',
          '/Users/{{kim}}',
          { ...user(true), id: '{{kim}}' },
          {
            active: true,
            displayName: 'Kim Holm',
          },
        ),
      ],
    },
    {
      claim: 'members, name and externalId of a group are replaced in one PATCH',
      exchanges: [
        creates('creates the group', '/Groups', group, 'theGroup'),
        patches('replaces three attributes', '/Groups/{{theGroup}}', [
          { path: 'members', op: 'replace', value: [{ value: '{{kim}}' }] },
          renamed,
          { op: 'replace', path: 'externalId', value: '{{run}}-group' },
        ]),
        reads('reads the group', '/Groups/{{theGroup}}', { displayName: 'Renamed {{run}}' }),
        membersAre('{{kim}}'),
      ],
      keep: { theGroup: 'theGroup' },
    },
    {
      claim: 'the last member leaves by a removal without a filter',
      exchanges: [
        patches('removes the members', '/Groups/{{theGroup}}', [{ path: 'members', op: 'remove' }, renamed]),
        membersAre(),
      ],
    },
    {
      claim: 'PUT of the whole group takes members with a relative $ref',
      exchanges: [
        replaces('replaces the group', '/Groups/{{theGroup}}', {
          ...group,
          id: '{{theGroup}}',
          members: [{ value: '{{kim}}', $ref: 'Users/{{kim}}', display: 'kim-{{run}}' }],
        }),
        membersAre('{{kim}}'),
      ],
    },
    {
      claim: 'a deleted user is gone, and out of its groups',
      exchanges: [
        deletes('deletes the user', '/Users/{{kim}}'),
        isGone('reads the deleted user', '/Users/{{kim}}'),
        membersAre(),
      ],
    },
  ],
};
