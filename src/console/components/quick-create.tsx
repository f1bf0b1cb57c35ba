import { Button, Popover, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { asProblem } from '../api/problem.ts';

interface QuickCreateProps {
  readonly label: string;
  readonly fieldLabel: string;
  readonly onCreate: (name: string) => Promise<void>;
  readonly disabled?: boolean;
  readonly size?: 'xs' | 'sm';
  /** Further fields, above the name. */
  readonly children?: ReactNode;
}

/**
 * Makes something small (a team, a project) right where it is needed. Not a form element: it stands inside other forms,
 * and its submission must not become theirs.
 */
export function QuickCreate({
  label,
  fieldLabel,
  onCreate,
  disabled = false,
  size = 'sm',
  children,
}: QuickCreateProps) {
  const [opened, popover] = useDisclosure(false);
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => onCreate(name.trim()),
    onSuccess: () => {
      setName('');
      popover.close();
    },
  });
  const blocked = disabled || name.trim() === '';
  const submit = () => {
    if (!blocked && !create.isPending) create.mutate();
  };
  return (
    <Popover
      opened={opened}
      onChange={popover.toggle}
      trapFocus
      withArrow
      shadow="md"
      position="bottom-end"
      width={280}
    >
      <Popover.Target>
        <Button size={size} variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={popover.toggle}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {children}
          <TextInput
            label={fieldLabel}
            value={name}
            maxLength={200}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault();
                submit();
              }
            }}
            error={create.error ? asProblem(create.error).message : undefined}
          />
          <Button size="xs" onClick={submit} disabled={blocked} loading={create.isPending}>
            Create
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
