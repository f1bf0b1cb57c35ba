import { Button, Group, Stack } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { Callout } from '../../components/callout.tsx';
import { CopyField } from '../../components/copy-field.tsx';

interface IssuedTokenProps {
  readonly token: string;
  readonly label: string;
  readonly description: string;
  readonly onClose: () => void;
}

/** A new token, for the only time it can be seen. */
export function IssuedToken({ token, label, description, onClose }: IssuedTokenProps) {
  return (
    <Stack gap="md">
      <CopyField label={label} description={description} value={token} />
      <Callout tone="attention" icon={<IconKey size={18} />}>
        The token is shown only now: Holdfast keeps just its hash.
      </Callout>
      <Group justify="flex-end">
        <Button onClick={onClose}>I have stored it</Button>
      </Group>
    </Stack>
  );
}
