import { Avatar, Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconBook2, IconKey, IconKeyboard, IconLogout, IconPassword } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { REFERENCE_URL } from '../api/client.ts';
import { sessionQuery, signOut } from '../api/session.ts';
import { zoneName } from '../components/time-format.ts';
import { failed } from '../components/toast.ts';
import { MenuItemLink } from '../routing/router-links.tsx';
import classes from './account-menu.module.css';

const initials = (name: string): string =>
  name
    .split(/[\s.@_-]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');

/** Who is signed in, their own pages, and the way out. */
export function AccountMenu({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const { data: session } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => navigate({ to: '/sign-in' }),
    onError: failed('You are still signed in'),
  });
  const name = session?.account.displayName ?? session?.account.email ?? '';
  return (
    <Menu position="top-start" width={230}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <Avatar size={28} color="kelp" radius="xl" aria-hidden>
            {initials(name)}
          </Avatar>
          <span className={classes.name}>
            <VisuallyHidden>Account: </VisuallyHidden>
            {name}
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {session?.account.email}
          <br />
          Times in {zoneName()}
        </Menu.Label>
        <MenuItemLink to="/me/api-tokens" leftSection={<IconKey size={15} aria-hidden />}>
          API tokens
        </MenuItemLink>
        <MenuItemLink to="/me/password" leftSection={<IconPassword size={15} aria-hidden />}>
          Change password
        </MenuItemLink>
        <Menu.Divider />
        <Menu.Item
          component="a"
          href={REFERENCE_URL}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconBook2 size={15} aria-hidden />}
        >
          API reference
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={15} aria-hidden />} onClick={onShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => leave.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
