import { authentikRehearsal } from '../clients/authentik.ts';
import { cyberarkRehearsal } from '../clients/cyberark.ts';
import { googleRehearsal } from '../clients/google-workspace.ts';
import { jumpcloudRehearsal } from '../clients/jumpcloud.ts';
import { keycloakRehearsal } from '../clients/keycloak.ts';
import { oneloginRehearsal } from '../clients/onelogin.ts';
import { pingRehearsal } from '../clients/ping.ts';
import { ripplingRehearsal } from '../clients/rippling.ts';
import { terraformRehearsal } from '../clients/terraform.ts';
import { entraRehearsal } from '../entra/default-rehearsal.ts';
import { entraFlagRehearsal } from '../entra/flag-rehearsal.ts';
import { oktaCatalogRehearsal } from '../okta/catalog-rehearsal.ts';
import { oktaWizardRehearsal } from '../okta/wizard-rehearsal.ts';
import type { Rehearsal } from './behaviour.ts';

/** Every client that can be rehearsed, in the order it is. */
export const REHEARSALS: readonly Rehearsal[] = [
  oktaWizardRehearsal,
  oktaCatalogRehearsal,
  entraRehearsal,
  entraFlagRehearsal,
  oneloginRehearsal,
  jumpcloudRehearsal,
  googleRehearsal,
  pingRehearsal,
  cyberarkRehearsal,
  ripplingRehearsal,
  authentikRehearsal,
  keycloakRehearsal,
  terraformRehearsal,
];
