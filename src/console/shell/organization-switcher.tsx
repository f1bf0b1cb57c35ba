import { Menu, ScrollArea, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuildingSkyscraper, IconCheck, IconPlus, IconSearch, IconSelector, IconServer } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { organizationQuery, organizationsQuery } from '../api/organizations.ts';
import { MenuItemLink } from '../routing/router-links.tsx';
import classes from './organization-switcher.module.css';
import { usePlace } from './use-place.ts';

/** From how many organizations on a search field is worth its room. */
const SEARCH_FROM = 8;

/** Which organization (or the instance) the navigation is about, and the way to another. */
export function OrganizationSwitcher() {
  const place = usePlace();
  const current = place.kind === 'organization' ? place.organization : undefined;
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 200);
  const organizations = useQuery({ ...organizationsQuery(search || undefined), placeholderData: keepPreviousData });
  const currentQuery = useQuery({ ...organizationQuery(current ?? ''), enabled: current !== undefined });
  const name = current === undefined ? 'Instance' : (currentQuery.data?.name ?? current);
  const items = organizations.data?.items ?? [];
  const searchable = search !== '' || items.length >= SEARCH_FROM;
  const Icon = current === undefined ? IconServer : IconBuildingSkyscraper;

  return (
    <Menu width="target" position="bottom-start" onClose={() => setText('')}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={`${name}: switch organization`}>
          <Icon size={17} stroke={1.7} aria-hidden className={classes.icon} />
          <span className={classes.name}>{name}</span>
          <IconSelector size={15} aria-hidden className={classes.icon} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {searchable && (
          <TextInput
            size="xs"
            m={4}
            placeholder="Find an organization"
            aria-label="Find an organization"
            leftSection={<IconSearch size={13} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {items.length > 0 && <Menu.Label>Organizations</Menu.Label>}
        <ScrollArea.Autosize mah={280} type="auto">
          {items.map((organization) => (
            <MenuItemLink
              key={organization.id}
              to="/o/$organization"
              params={{ organization: organization.slug }}
              rightSection={organization.slug === current && <IconCheck size={14} aria-label="current" />}
            >
              {organization.name}
            </MenuItemLink>
          ))}
          {searchable && items.length === 0 && (
            <Text size="xs" c="dimmed" p="xs">
              No organization of that name.
            </Text>
          )}
        </ScrollArea.Autosize>
        <MenuItemLink to="/organizations/new" leftSection={<IconPlus size={14} aria-hidden />}>
          New organization
        </MenuItemLink>
        <Menu.Divider />
        <MenuItemLink
          to="/instance/organizations"
          leftSection={<IconServer size={14} aria-hidden />}
          rightSection={current === undefined && <IconCheck size={14} aria-label="current" />}
        >
          Instance
        </MenuItemLink>
      </Menu.Dropdown>
    </Menu>
  );
}
