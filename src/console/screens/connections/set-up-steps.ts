import type { ConnectionType } from '../../api/types.ts';

/** What to do on the identity provider's side: before the values are entered, and after. */
export interface SetUpSteps {
  readonly before: readonly string[];
  readonly enter: string;
  /** What the field for the token is called there. */
  readonly tokenLabel: string;
  /** What the fields for other values are called there, where the provider has names of its own. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Attribute of SCIM → what is mapped to it there. */
  readonly mappings?: readonly { readonly label: string; readonly value: string }[];
  readonly after: readonly string[];
}

export const SET_UP_STEPS: Readonly<Record<ConnectionType, SetUpSteps>> = {
  okta: {
    before: [
      'In the Okta Admin Console, open Applications and your app (or Create App Integration: SAML 2.0 or SWA; OIDC apps have no SCIM).',
      'On its General tab, edit App Settings, set Provisioning to SCIM and save. A Provisioning tab appears.',
    ],
    enter: 'On the Provisioning tab, under Settings, Integration, choose Edit and enter these values:',
    tokenLabel: 'Authorization (Bearer)',
    after: [
      'Choose Test Connector Configuration, then Save. The test arrives here as the first request.',
      'On the Provisioning tab, under To App, choose Edit and enable Create Users, Update User Attributes and Deactivate Users. Leave Sync Password off.',
      'On the Sign On tab, see to it that Application username format is never empty: Okta username or Email.',
      'Assign people on the Assignments tab, and push the groups you want to map to roles on the Push Groups tab. People need to be assigned too: pushing a group does not bring its members.',
    ],
  },
  entra: {
    before: [
      'In the Microsoft Entra admin center, open Enterprise applications and your app (or New application, Create your own application, “Integrate any other application you don’t find in the gallery”).',
      'Open Provisioning and choose Connect your application, or New configuration (in older tenants: Get started).',
    ],
    enter: 'Under Admin Credentials, enter these values:',
    tokenLabel: 'Secret Token',
    mappings: [
      { label: 'userName', value: 'userPrincipalName, with matching precedence 1' },
      { label: 'externalId', value: 'objectId (instead of mailNickname), for users and for groups' },
      { label: 'active', value: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' },
      { label: 'emails[type eq "work"].value', value: 'mail' },
      { label: 'name.givenName, name.familyName, displayName', value: 'givenName, surname, displayName' },
      { label: 'displayName and members of groups', value: 'displayName, members' },
    ],
    after: [
      'Choose Test Connection, then Save or Create. The test arrives here as the first request.',
      'Under Users and groups, assign the people and groups that are to be provisioned. Groups within groups are not.',
      'Set Provisioning Status to On, or choose Start provisioning. A cycle runs every 40 minutes or so; Provision on demand sends one person at once.',
    ],
  },
  generic: {
    before: ['Open the SCIM or provisioning settings of your identity provider.'],
    enter: 'Enter these values:',
    tokenLabel: 'Bearer token',
    after: [
      'Run its connection test, if it has one. It arrives here as the first request.',
      'Choose which people and groups it sends, and switch provisioning on.',
    ],
  },
};
