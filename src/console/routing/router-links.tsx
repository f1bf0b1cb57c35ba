import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  Menu,
  type MenuItemProps,
  NavLink,
  type NavLinkProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Html<Props> = Props &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & { readonly ref?: Ref<HTMLAnchorElement> };

/** Mantine's look with the router's typed `to`, `params` and `search`. */
export const AnchorLink = createLink((props: Html<AnchorProps>) => <Anchor {...props} />);
export const ButtonLink = createLink((props: Html<ButtonProps>) => <Button component="a" {...props} />);
export const MenuItemLink = createLink((props: Html<MenuItemProps>) => <Menu.Item component="a" {...props} />);
export const NavItemLink = createLink((props: Html<NavLinkProps>) => <NavLink component="a" {...props} />);
