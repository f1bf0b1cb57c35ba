import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { rotateToken } from '../../api/connections.ts';
import type { Connection } from '../../api/types.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { IssuedToken } from './issued-token.tsx';
import { OVERLAPS } from './overlaps.ts';
import { SET_UP_STEPS } from './set-up-steps.ts';

interface RotateTokenProps {
  readonly organization: string;
  readonly connection: Connection;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A new token, with time to paste it before the old ones end. */
export function RotateToken({ organization, connection, opened, onClose }: RotateTokenProps) {
  const [overlap, setOverlap] = useState('24');
  const rotate = useMutation({ mutationFn: () => rotateToken(organization, connection.id, Number(overlap)) });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={rotate.reset}
      title="Rotate the token"
      size="lg"
      closeOnClickOutside={!rotate.data}
    >
      {rotate.data ? (
        <IssuedToken
          token={rotate.data.token}
          label={SET_UP_STEPS[connection.type].tokenLabel}
          description={`Paste it into ${connection.name}`}
          onClose={onClose}
        />
      ) : (
        <Stack gap="md">
          <Text>A new token is made. The tokens of before go on working for a while, so that no push is lost.</Text>
          <Select
            label="How long the old tokens still work"
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
              Make a new token
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
