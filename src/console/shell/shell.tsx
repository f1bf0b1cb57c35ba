import { AppShell, Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { sessionQuery } from '../api/session.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { ColorSchemeMenu } from './color-scheme-menu.tsx';
import { Navigation } from './navigation.tsx';
import { OrganizationSwitcher } from './organization-switcher.tsx';
import classes from './shell.module.css';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { SkipLink } from './skip-link.tsx';
import { useNavigationKeys } from './use-navigation-keys.ts';

/** The frame around every screen of a signed-in person. */
export function Shell() {
  const [menuOpened, menu] = useDisclosure(false);
  const [shortcutsOpened, shortcuts] = useDisclosure(false);
  const { data: session } = useQuery(sessionQuery);
  const main = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const previous = useRef(pathname);
  useNavigationKeys(shortcuts.open);

  // A new screen is read from its beginning, by eyes and by screen readers alike.
  useEffect(() => {
    if (previous.current !== undefined && previous.current !== pathname) {
      menu.close();
      main.current?.focus({ preventScroll: true });
    }
    previous.current = pathname;
  }, [pathname, menu]);

  return (
    <AppShell
      layout="alt"
      padding={0}
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: 236, breakpoint: 'sm', collapsed: { mobile: !menuOpened } }}
      transitionDuration={0}
    >
      <SkipLink />
      <AppShell.Header hiddenFrom="sm" className={classes.header}>
        <Group h="100%" px="md" gap="sm">
          <Burger opened={menuOpened} onClick={menu.toggle} size="sm" aria-label="Navigation" />
          <Brand />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar}>
        <Group className={classes.top} justify="space-between">
          <Brand />
          <Burger opened onClick={menu.close} size="sm" hiddenFrom="sm" aria-label="Close navigation" />
        </Group>
        {session && session.roles.length > 0 ? (
          <>
            <div className={classes.switcher}>
              <OrganizationSwitcher />
            </div>
            <Navigation />
          </>
        ) : (
          <div className={classes.nothing} />
        )}
        <Group className={classes.bottom} wrap="nowrap" gap={4}>
          <AccountMenu onShortcuts={shortcuts.open} />
          <ColorSchemeMenu />
        </Group>
      </AppShell.Navbar>
      <AppShell.Main ref={main} id="main" tabIndex={-1} className={classes.main}>
        <div className={classes.content}>
          <Outlet />
        </div>
      </AppShell.Main>
      <ShortcutsDialog opened={shortcutsOpened} onClose={shortcuts.close} />
    </AppShell>
  );
}
