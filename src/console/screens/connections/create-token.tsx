import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { createToken } from '../../api/connections.ts';
import type { Connection, DirectoryUser } from '../../api/types.ts';
import { ChoiceCards } from '../../components/choice-cards.tsx';
import { DirectoryUserPicker } from '../../components/directory-user-picker.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IssuedToken } from './issued-token.tsx';
import { SET_UP_STEPS } from './set-up-steps.ts';

interface CreateTokenProps {
  readonly organization: string;
  readonly connection: Connection;
  readonly opened: boolean;
  readonly onClose: () => void;
}

type Bearer = 'connection' | 'person';

const DAY_MS = 86_400_000;
const ENDS = [
  { value: '0', label: 'Never' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
];

/** A further token beside those there are: for the whole connection, or for one person and nothing else. */
export function CreateToken({ organization, connection, opened, onClose }: CreateTokenProps) {
  const [bearer, setBearer] = useState<Bearer>('connection');
  const [person, setPerson] = useState<DirectoryUser | null>(null);
  const [days, setDays] = useState('0');
  const create = useMutation({
    mutationFn: () =>
      createToken(organization, connection.id, {
        ...(bearer === 'person' && person ? { directoryUserId: person.id } : {}),
        ...(days === '0' ? {} : { expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() }),
      }),
  });
  const reset = () => {
    create.reset();
    setBearer('connection');
    setPerson(null);
    setDays('0');
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={reset}
      title="Make a token"
      size="lg"
      closeOnClickOutside={!create.data}
    >
      {create.data ? (
        <IssuedToken
          token={create.data.token}
          label={create.data.directoryUser ? 'Token' : SET_UP_STEPS[connection.type].tokenLabel}
          description={
            create.data.directoryUser
              ? `For ${create.data.directoryUser.userName}, at ${connection.scimBaseUrl}/Me`
              : `For ${connection.name}`
          }
          onClose={onClose}
        />
      ) : (
        <Stack gap="md">
          <Text>It works beside the tokens there are.</Text>
          <ChoiceCards
            label="Who it speaks for"
            value={bearer}
            onChange={setBearer}
            choices={[
              {
                value: 'connection',
                title: 'The identity provider',
                description: 'Reads and changes every user and group of this connection.',
              },
              {
                value: 'person',
                title: 'One person',
                description: 'Reaches that person’s own record, at /Me, and nothing else.',
              },
            ]}
          />
          {bearer === 'person' && (
            <DirectoryUserPicker
              connectionId={connection.id}
              label="Person"
              placeholder="Part of the user name"
              description="Everything but what their access rests on can be changed with it: not the user name, e-mail addresses or roles."
              value={person}
              onChange={setPerson}
            />
          )}
          <Select
            label="When it ends"
            data={ENDS}
            value={days}
            onChange={(value) => setDays(value ?? '0')}
            allowDeselect={false}
          />
          {create.error && <ErrorState error={create.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              loading={create.isPending}
              disabled={bearer === 'person' && person === null}
              onClick={() => create.mutate()}
            >
              Make the token
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
