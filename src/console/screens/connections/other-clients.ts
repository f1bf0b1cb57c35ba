import type { SetUpSteps } from './set-up-steps.ts';

interface OtherClient extends SetUpSteps {
  readonly name: string;
}

const BASE_URL = 'SCIM base URL';

/** Instructions for clients that a connection of type “other” is for, under the names their screens use. */
export const OTHER_CLIENTS = {
  onelogin: {
    name: 'OneLogin',
    before: [
      'In the OneLogin administration, open Applications, Add App and choose SCIM Provisioner with SAML (SCIM v2 Enterprise).',
      'On its Configuration tab, keep the SCIM JSON Template, and see to it that userName is {$parameters.scimusername}.',
    ],
    enter: 'On the Configuration tab, enter these values and choose Enable at API Connection:',
    labels: { [BASE_URL]: 'SCIM Base URL' },
    tokenLabel: 'SCIM Bearer Token',
    after: [
      'On the Parameters tab, set scimusername to Email, and tick Include in User Provisioning for Groups if groups are to be sent.',
      'On the Provisioning tab, tick Enable provisioning, and choose what happens when users are deleted: Suspend or Delete.',
      'Assign people under Users or by a rule. The first of them arrives here as the first request.',
    ],
  },
  jumpcloud: {
    name: 'JumpCloud',
    before: [
      'In the JumpCloud Admin Portal, open SSO Applications, Add New Application, Custom Application, and choose Export users to this app (Identity Management).',
    ],
    enter: 'On its Identity Management page, choose SCIM 2.0 and enter these values:',
    labels: { [BASE_URL]: 'Base URL' },
    tokenLabel: 'Token Key',
    after: [
      'Enter a Test User Email that nobody has, and choose Test Connection: JumpCloud creates a user and a group and deletes them again.',
      'Choose Activate, then assign groups of users on the User Groups tab.',
    ],
  },
  google: {
    name: 'Google Workspace',
    before: [
      'In the Google Admin console, open Apps, Web and mobile apps, and a SAML app that offers autoprovisioning (apps of Google’s catalog do; those made by hand do not).',
      'Choose Configure autoprovisioning.',
    ],
    enter: 'Enter these values as the assistant asks for them:',
    labels: { [BASE_URL]: 'Endpoint URL' },
    tokenLabel: 'Access token',
    mappings: [
      { label: 'userName', value: 'Username (the primary e-mail)' },
      { label: 'name.givenName, name.familyName', value: 'First name, Last name' },
    ],
    after: [
      'Choose the scope, and when people are suspended or deleted. Google sends users only, no groups: map roles by hand, or from another connection.',
      'Switch Autoprovisioning to Active. The first sync may take hours.',
    ],
  },
  ping: {
    name: 'Ping (PingOne, PingFederate)',
    before: [
      'PingOne: open Integrations, Provisioning, +, New Connection, Identity Store, and choose SCIM Outbound. PingFederate: create an SP connection for outbound provisioning of type SCIM.',
    ],
    enter: 'Enter these values:',
    labels: { [BASE_URL]: 'SCIM Base URL (PingFederate: SCIM URL)' },
    tokenLabel: 'OAuth Access Token (PingFederate: Access Token)',
    after: [
      'Set SCIM version to 2.0, Authentication method to OAuth 2 Bearer Token, Authorization type to Bearer, Unique user identifier to userName.',
      'Allow creating, updating and disabling users; choose Disable or Delete as the remove action, and how group memberships are handled.',
      'Add a rule that says which people and groups are sent, and activate both.',
    ],
  },
  cyberark: {
    name: 'CyberArk Identity',
    before: [
      'In the Identity Administration portal, open Apps & Widgets, Web Apps, your SAML app, and its Provisioning page.',
    ],
    enter: 'Enable provisioning for this application, and enter these values:',
    labels: { [BASE_URL]: 'SCIM URL' },
    tokenLabel: 'Access token (bearer)',
    after: [
      'Verify the connection. CyberArk then reads the discovery documents.',
      'Map roles to provisioned groups, and choose whether people are disabled or deleted when they lose the app.',
    ],
  },
  rippling: {
    name: 'Rippling',
    before: [
      'In Rippling, open IT, Third-Party Access, Add Integration, Create New Custom Integration, and tick User Management via SCIM.',
    ],
    enter: 'Set SCIM Version to 2.0 and SCIM Authorization Method to Bearer Token, and enter these values:',
    labels: { [BASE_URL]: 'SCIM base URL' },
    tokenLabel: 'Bearer Token',
    mappings: [
      { label: 'Supported SCIM Attributes', value: 'externalId, emails.primary, name.givenName, name.familyName' },
    ],
    after: [
      'Tick Supports Groups, Supports Pagination, Create & Delete Groups, and Use PATCH to edit Groups.',
      'Install the integration, paste the token, and choose App Access Rules and Provision Time.',
    ],
  },
  authentik: {
    name: 'authentik',
    before: ['In the authentik Admin interface, open Applications, Providers, Create, and choose SCIM Provider.'],
    enter: 'Enter these values:',
    labels: { [BASE_URL]: 'URL' },
    tokenLabel: 'Token',
    after: [
      'Edit the application and add the provider under Backchannel Providers: without that nothing is sent.',
      'Choose under User filtering whose group is sent, and start a sync on the provider’s page.',
    ],
  },
  keycloak: {
    name: 'Keycloak (SCIM extension)',
    before: [
      'Keycloak sends SCIM by an extension only: put one into /opt/keycloak/providers/ (keycloak-scim, for example) and restart.',
      'Under Realm settings, Events (older versions: Events, Config), add scim to the event listeners.',
    ],
    enter: 'Under User federation, add the provider scim and enter these values:',
    labels: { [BASE_URL]: 'SCIM 2.0 endpoint' },
    tokenLabel: 'Auth password / token',
    after: [
      'Set Endpoint content type to application/scim+json and Auth mode to BEARER; switch propagation of users and groups on.',
      'Choose a periodic full sync, so that what was changed while this service was away arrives after all.',
    ],
  },
  terraform: {
    name: 'Terraform (aws-sso-scim provider)',
    before: ['Add the provider aws-sso-scim to required_providers.'],
    enter: 'Enter these values in its provider block, the token from a variable:',
    labels: { [BASE_URL]: 'endpoint' },
    tokenLabel: 'token',
    after: ['Run terraform plan: reading users and groups arrives here as the first request.'],
  },
} as const satisfies Readonly<Record<string, OtherClient>>;

export type OtherClientId = keyof typeof OTHER_CLIENTS;

export const isOtherClient = (id: string | null): id is OtherClientId => id !== null && id in OTHER_CLIENTS;
