import { Group, Kbd, Modal, SimpleGrid, Stack, Text } from '@mantine/core';
import { INSTANCE_NAVIGATION, ORGANIZATION_NAVIGATION } from './navigation-items.ts';

interface ShortcutsDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const general = [
  { keys: ['/'], label: 'Search in this list' },
  { keys: ['?'], label: 'This list' },
  { keys: ['Esc'], label: 'Close a dialog or menu' },
];

const going = [
  ...ORGANIZATION_NAVIGATION.flatMap(({ items }) => items).map(({ key, label }) => ({ keys: ['g', key], label })),
  ...INSTANCE_NAVIGATION.flatMap(({ items }) => items).map(({ key, label }) => ({
    keys: ['g', key],
    label: label === 'Audit log' ? 'Instance audit log' : label,
  })),
];

function Shortcut({ keys, label }: { readonly keys: readonly string[]; readonly label: string }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text>{label}</Text>
      <Group gap={4} wrap="nowrap">
        {keys.map((key, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same key may be pressed twice
          <Kbd key={index} size="sm">
            {key}
          </Kbd>
        ))}
      </Group>
    </Group>
  );
}

export function ShortcutsDialog({ opened, onClose }: ShortcutsDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="lg">
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xl" verticalSpacing="xs">
          {going.map((shortcut) => (
            <Shortcut key={shortcut.label} {...shortcut} />
          ))}
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xl" verticalSpacing="xs">
          {general.map((shortcut) => (
            <Shortcut key={shortcut.label} {...shortcut} />
          ))}
        </SimpleGrid>
      </Stack>
    </Modal>
  );
}
