import { IconPlugConnected } from '@tabler/icons-react';
import type { ConnectionType } from '../api/types.ts';
import classes from './connection-types.module.css';

export const CONNECTION_TYPES: Readonly<Record<ConnectionType, { name: string; meaning: string }>> = {
  okta: { name: 'Okta', meaning: 'A SCIM app integration in an Okta organization' },
  entra: { name: 'Microsoft Entra ID', meaning: 'An enterprise application with automatic provisioning' },
  generic: {
    name: 'Other SCIM 2.0 client',
    meaning: 'OneLogin, JumpCloud, authentik, Keycloak, or anything else that speaks SCIM',
  },
};

/** A quiet mark that tells the kinds of identity provider apart; no vendor's logo. */
export function ConnectionTypeMark({ type }: { readonly type: ConnectionType }) {
  return (
    <span className={classes.root} data-type={type} aria-hidden>
      {type === 'generic' ? <IconPlugConnected size={16} /> : type === 'okta' ? 'O' : 'E'}
    </span>
  );
}
