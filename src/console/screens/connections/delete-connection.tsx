import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { connectionsQuery, type Disposition, deleteConnection } from '../../api/connections.ts';
import type { Connection } from '../../api/types.ts';
import { ChoiceCards } from '../../components/choice-cards.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Section } from '../../components/section.tsx';
import { done } from '../../components/toast.ts';
import { counted } from '../../components/words.ts';

interface DeleteConnectionProps {
  readonly organization: string;
  readonly connection: Connection;
}

export function DeleteConnection({ organization, connection }: DeleteConnectionProps) {
  const navigate = useNavigate();
  const [opened, dialog] = useDisclosure(false);
  const [people, setPeople] = useState<Disposition['people']>('keep');
  const [target, setTarget] = useState<string | null>(null);
  const { data } = useQuery(connectionsQuery(organization));
  const others = (data?.items ?? []).filter(({ id, state }) => id !== connection.id && state !== 'deleted');
  const remove = useMutation({
    mutationFn: () =>
      deleteConnection(
        organization,
        connection.id,
        people === 'move' ? { people, toConnectionId: target ?? '' } : { people },
      ),
    onSuccess: async ({ jobId }) => {
      done('Deleted: its tokens no longer work');
      await navigate({ to: '/o/$organization/sync-jobs/$jobId', params: { organization, jobId } });
    },
  });
  return (
    <Section title="Delete this connection" tone="danger">
      <Stack gap="sm" align="flex-start">
        <Text c="dimmed">
          Its tokens stop working at once, and its {counted(connection.counts.users, 'user', 'users')} and{' '}
          {counted(connection.counts.groups, 'group', 'groups')} leave the directory. You choose what becomes of the
          people. The last administrator stays in any case.
        </Text>
        <Button color="red" variant="light" onClick={dialog.open} disabled={connection.state === 'deleted'}>
          Delete…
        </Button>
      </Stack>
      <ConfirmDialog
        opened={opened}
        onClose={() => {
          remove.reset();
          dialog.close();
        }}
        onConfirm={() => remove.mutate()}
        title={`Delete ${connection.name}?`}
        confirmLabel="Delete connection"
        danger
        typed={connection.name}
        disabled={people === 'move' && !target}
        busy={remove.isPending}
        error={remove.error}
      >
        <ChoiceCards
          label="What becomes of its people?"
          value={people}
          onChange={setPeople}
          choices={[
            {
              value: 'keep',
              title: 'Keep their roles',
              description: 'What they hold through this connection becomes theirs by hand, until somebody changes it.',
            },
            {
              value: 'suspend',
              title: 'Suspend them',
              description: 'Memberships are suspended and sessions end; roles lie dormant and can be restored.',
            },
            {
              value: 'move',
              title: 'Move them to another connection',
              description:
                others.length > 0
                  ? 'For migrations: the other connection speaks for them from now on.'
                  : 'There is no other connection to move them to.',
              disabled: others.length === 0,
            },
          ]}
        />
        {people === 'move' && (
          <Group grow>
            <Select
              label="To which connection"
              data={others.map(({ id, name }) => ({ value: id, label: name }))}
              value={target}
              onChange={setTarget}
              placeholder="Choose"
            />
          </Group>
        )}
      </ConfirmDialog>
    </Section>
  );
}
