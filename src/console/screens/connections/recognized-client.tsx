import { IconAlertTriangle } from '@tabler/icons-react';
import type { ConnectionDiagnosis, ConnectionType } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { CONNECTION_TYPES } from '../../components/connection-types.tsx';

/** Who seems to send, in a sentence, with what shows it; nothing while that cannot be told. */
export function clientSentence({ client, userAgent }: Pick<ConnectionDiagnosis, 'client' | 'userAgent'>) {
  if (client) {
    const sign = client.by === 'user_agent' ? `it calls itself “${client.sign}”` : `it sends ${client.sign}`;
    return `Looks like ${client.name}: ${sign}`;
  }
  return userAgent ? `The client calls itself “${userAgent}”` : undefined;
}

interface OtherClientProps {
  readonly client: ConnectionDiagnosis['client'];
  readonly type: ConnectionType;
}

/** Told when requests come from another product than the connection was made for. */
export function OtherClient({ client, type }: OtherClientProps) {
  if (!client || type === 'generic' || client.connectionType === type) return null;
  return (
    <Callout
      role="status"
      tone="attention"
      icon={<IconAlertTriangle size={18} />}
      title={`This looks like ${client.name}, and the connection is for ${CONNECTION_TYPES[type].name}`}
    >
      Everything works all the same, but the instructions and advice here are for {CONNECTION_TYPES[type].name}. Check
      that the token was entered where it belongs; for {client.name}, make a connection of its own.
    </Callout>
  );
}
