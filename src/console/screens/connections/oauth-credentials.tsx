import { Button, Group, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { Connection, IssuedOauthClient } from '../../api/types.ts';
import { Callout } from '../../components/callout.tsx';
import { CONNECTION_TYPES } from '../../components/connection-types.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { Facts } from '../../components/facts.tsx';

interface OauthCredentialsProps {
  readonly connection: Connection;
  readonly issued: IssuedOauthClient;
  readonly onClose: () => void;
}

/** What to enter in the identity provider, in its own words, and the secret, which is shown only here. */
export function OauthCredentials({ connection, issued, onClose }: OauthCredentialsProps) {
  return (
    <Stack gap="md">
      <Text>Enter this in {CONNECTION_TYPES[connection.type].name}:</Text>
      <Facts facts={issued.setUp.filter(({ copy }) => !copy).map(({ label, value }) => ({ label, value }))} />
      {issued.setUp
        .filter(({ copy }) => copy)
        .map(({ label, value }) => (
          <CopyField key={label} label={label} value={value} />
        ))}
      <CopyField label={SECRET_LABELS[connection.type]} value={issued.clientSecret} />
      <Callout tone="attention" icon={<IconKey size={18} />}>
        The secret is shown only now: Holdfast keeps just its hash.
      </Callout>
      <Group justify="flex-end">
        <Button onClick={onClose}>I have stored it</Button>
      </Group>
    </Stack>
  );
}

const SECRET_LABELS = { okta: 'Client Secret', entra: 'Client Secret', generic: 'Client secret' } as const;
