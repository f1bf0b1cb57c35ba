import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { rotateOauthSecret } from '../../api/oauth-clients.ts';
import type { Connection, OauthClient } from '../../api/types.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { OauthCredentials } from './oauth-credentials.tsx';
import { OVERLAPS } from './overlaps.ts';

interface RotateOauthSecretProps {
  readonly organization: string;
  readonly connection: Connection;
  readonly client: OauthClient;
  readonly onClose: () => void;
}

/** A new secret of a client, with time to enter it before the old ones end. */
export function RotateOauthSecret({ organization, connection, client, onClose }: RotateOauthSecretProps) {
  const [overlap, setOverlap] = useState('24');
  const rotate = useMutation({
    mutationFn: () => rotateOauthSecret(organization, connection.id, client.id, Number(overlap)),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Rotate the secret of ${client.name}`}
      size="lg"
      closeOnClickOutside={!rotate.data}
    >
      {rotate.data ? (
        <OauthCredentials connection={connection} issued={rotate.data} onClose={onClose} />
      ) : (
        <Stack gap="md">
          <Text>
            A new secret is made; the client id stays. The secrets of before, and the access tokens got with them, go on
            working for a while, so that no push is lost.
          </Text>
          <Select
            label="How long the old secrets still work"
            data={OVERLAPS}
            value={overlap}
            onChange={(value) => setOverlap(value ?? '24')}
            allowDeselect={false}
          />
          {rotate.error && <ErrorState error={rotate.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button loading={rotate.isPending} onClick={() => rotate.mutate()}>
              Make a new secret
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
