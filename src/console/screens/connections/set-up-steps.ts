import type { ConnectionType } from '../../api/types.ts';

/** What to do on the identity provider's side: before the values are entered, and after. */
export interface SetUpSteps {
  readonly before: readonly string[];
  readonly enter: string;
  /** What the field for the token is called there. */
  readonly tokenLabel: string;
  readonly after: readonly string[];
}

export const SET_UP_STEPS: Readonly<Record<ConnectionType, SetUpSteps>> = {
  okta: {
    before: [
      'In the Okta Admin Console, open Applications and your app (or create one: SAML 2.0 or Secure Web Authentication).',
      'On its General tab, edit App Settings, set Provisioning to SCIM and save. A Provisioning tab appears.',
    ],
    enter: 'On the Provisioning tab, under Integration, choose Edit and enter these values:',
    tokenLabel: 'Authorization (Bearer)',
    after: [
      'Choose Test Connector Configuration, then Save. The test arrives here as the first request.',
      'Under To App, enable Create Users, Update User Attributes and Deactivate Users.',
      'Assign people on the Assignments tab, and push groups on the Push Groups tab.',
    ],
  },
  entra: {
    before: [
      'In the Microsoft Entra admin center, open Enterprise applications and your app (or New application, Create your own application, “not found in the gallery”).',
      'Open Provisioning and choose to connect your application (in older tenants: Get started).',
    ],
    enter: 'Under Admin Credentials, enter these values:',
    tokenLabel: 'Secret Token',
    after: [
      'Choose Test Connection, then Save. The test arrives here as the first request.',
      'Under Users and groups, assign the people and groups that are to be provisioned.',
      'Start provisioning. A cycle runs every 40 minutes or so; Provision on demand sends one person at once.',
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
