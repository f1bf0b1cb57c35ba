import type { Behaviour, Rehearsal } from '../rehearsal/behaviour.ts';
import { creates, ENTERPRISE, finds, isGone, membersAre, reads, replaces, USER } from '../rehearsal/requests.ts';
import { connectorTest, lookUp, member, pastTheEnd, personNamed, refusesDuplicate } from './connector-test.ts';
import {
  assignUser,
  createGroup,
  deactivateUser,
  deleteGroup,
  okta,
  pushProfile,
  pushWholeGroup,
  reactivateUser,
} from './okta.ts';

const ana = personNamed('Ana', 'Silva');
const ben = personNamed('Ben', 'Cole');
const group = { name: 'Rehearsal {{run}}' };

/** The profile with every base attribute mapped. */
const wholeProfile = {
  schemas: [USER, ENTERPRISE],
  userName: 'ines.{{run}}@rehearsal.example',
  name: { givenName: 'Ines', familyName: 'Moreau' },
  emails: [{ primary: true, value: 'ines.{{run}}@rehearsal.example', type: 'work' }],
  displayName: 'Ines Moreau',
  locale: 'en-US',
  externalId: '00uines{{run}}',
  groups: [],
  active: true,
};

const users: readonly Behaviour[] = [
  { claim: 'a user can be assigned', exchanges: assignUser, using: { person: ana }, keep: { ana: 'userId' } },
  { claim: 'a second user can be assigned', exchanges: assignUser, using: { person: ben }, keep: { ben: 'userId' } },
  {
    claim: 'userName is looked up whatever its case',
    exchanges: [
      finds('looks for the userName in capitals', lookUp('ANA.{{run}}%40REHEARSAL.EXAMPLE'), 1, {
        'Resources.0.id': '{{ana}}',
      }),
    ],
  },
  refusesDuplicate({ schemas: [USER], userName: 'Ana.{{run}}@rehearsal.example', active: true }),
  {
    claim: 'pages are stable, and totalResults is honest',
    exchanges: [
      {
        ...reads('imports the first page', '/Users?startIndex=1&count=1', {
          totalResults: { $atLeast: 2 },
          itemsPerPage: 1,
          Resources: { $count: 1 },
        }),
        save: { first: 'Resources.0.id' },
      },
      reads('imports the second page', '/Users?startIndex=2&count=1', {
        startIndex: 2,
        Resources: { $count: 1 },
        'Resources.0.id': { $not: '{{first}}' },
      }),
      reads('imports the first page again', '/Users?startIndex=1&count=1', { 'Resources.0.id': '{{first}}' }),
      pastTheEnd,
      reads('asks for the number only', '/Users?startIndex=1&count=0', {
        totalResults: { $atLeast: 2 },
        Resources: { $count: 0 },
      }),
    ],
  },
  {
    claim: 'every base attribute comes back as it was sent',
    exchanges: [
      creates(
        'creates a user with every base attribute',
        '/Users',
        {
          ...wholeProfile,
          title: 'Planner',
          nickName: '',
          userType: 'Contractor',
          preferredLanguage: 'en-US',
          timezone: 'Europe/Lisbon',
          phoneNumbers: [
            { primary: true, value: '+1 555 0100', type: 'work' },
            { value: '+1 555 0101', type: 'mobile' },
          ],
          addresses: [
            { primary: true, type: 'work', streetAddress: '9 Mill Lane', postalCode: '97000', country: 'US' },
          ],
          [ENTERPRISE]: { employeeNumber: 'E-{{run}}', manager: { value: '{{ana}}' } },
        },
        'ines',
      ),
      reads('reads it', '/Users/{{ines}}', {
        schemas: { $includes: ENTERPRISE },
        title: 'Planner',
        nickName: { $exists: false },
        'phoneNumbers.*.value': { $sameMembers: ['+1 555 0100', '+1 555 0101'] },
        'addresses.0.postalCode': '97000',
        [`[${ENTERPRISE}].employeeNumber`]: 'E-{{run}}',
        [`[${ENTERPRISE}].manager.value`]: '{{ana}}',
      }),
    ],
    keep: { ines: 'ines' },
  },
  {
    claim: 'a profile push by PUT without an attribute takes it away',
    exchanges: [
      replaces(
        'pushes a profile without phones',
        '/Users/{{ines}}',
        { ...wholeProfile, id: '{{ines}}', title: 'Lead' },
        {
          title: 'Lead',
          phoneNumbers: { $exists: false },
        },
      ),
    ],
  },
  {
    claim: 'a profile push by PUT replaces the profile',
    exchanges: pushProfile,
    using: { person: { ...ana, familyName: 'Silva-Cole', displayName: 'Ana Silva-Cole' }, userId: '{{ana}}' },
  },
];

const groups: readonly Behaviour[] = [
  { claim: 'a group can be pushed empty', exchanges: createGroup, using: { group }, keep: { theGroup: 'groupId' } },
  {
    claim: 'PUT of the whole group sets its members',
    exchanges: [...pushWholeGroup, membersAre('{{ana}}', '{{ben}}')],
    using: { group, groupId: '{{theGroup}}', members: [member('{{ana}}'), member('{{ben}}')] },
  },
  {
    claim: 'PUT active: false deactivates; the record and its memberships stay',
    exchanges: [
      ...deactivateUser,
      reads('still finds the inactive user', '/Users/{{userId}}', { active: false, 'name.givenName': 'Ana' }),
      membersAre('{{ana}}', '{{ben}}'),
    ],
    using: { person: ana, userId: '{{ana}}' },
  },
  {
    claim: 'the user is found again and reactivated',
    exchanges: reactivateUser,
    using: { person: ana, userId: '{{ana}}' },
  },
  {
    claim: 'PUT of the whole group renames it and takes members away',
    exchanges: [...pushWholeGroup, membersAre('{{ben}}')],
    using: { group: { name: 'Renamed {{run}}' }, groupId: '{{theGroup}}', members: [member('{{ben}}')] },
  },
  {
    claim: 'PUT of the whole group without members empties it',
    exchanges: [...pushWholeGroup, membersAre()],
    using: { group: { name: 'Renamed {{run}}' }, groupId: '{{theGroup}}', members: [] },
  },
  {
    claim: 'a group that is unlinked and deleted is gone',
    exchanges: [...deleteGroup, isGone('reads the deleted group', '/Groups/{{theGroup}}')],
    using: { groupId: '{{theGroup}}' },
  },
];

/** What Okta sends for an app made in its integration wizard: users and groups by PUT, no DELETE of users. */
export const oktaWizardRehearsal: Rehearsal = {
  id: 'okta-wizard',
  provider: { ...okta, title: 'Okta, app from the integration wizard' },
  behaviours: [...connectorTest, ...users, ...groups],
};
