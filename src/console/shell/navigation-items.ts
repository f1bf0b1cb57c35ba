import {
  IconAddressBook,
  IconBuildingSkyscraper,
  IconHandStop,
  IconLayoutDashboard,
  IconListDetails,
  IconPlugConnected,
  type IconProps,
  IconReportSearch,
  IconRoute,
  IconServer,
  IconSettings,
  IconShieldStar,
  IconUserCircle,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type LinkProps, linkOptions } from '@tanstack/react-router';
import type { ComponentType } from 'react';

export interface NavigationItem {
  readonly label: string;
  readonly icon: ComponentType<IconProps>;
  /** The second key of the shortcut that begins with `g`. */
  readonly key: string;
  readonly exact?: boolean;
  readonly link: (organization: string) => LinkProps;
}

export interface NavigationGroup {
  readonly label?: string;
  readonly items: readonly NavigationItem[];
}

/** What an organization's navigation lists, in order. */
export const ORGANIZATION_NAVIGATION: readonly NavigationGroup[] = [
  {
    items: [
      {
        label: 'Overview',
        icon: IconLayoutDashboard,
        key: 'o',
        exact: true,
        link: (organization) => linkOptions({ to: '/o/$organization', params: { organization } }),
      },
      {
        label: 'Sync jobs',
        icon: IconListDetails,
        key: 'j',
        link: (organization) => linkOptions({ to: '/o/$organization/sync-jobs', params: { organization } }),
      },
      {
        label: 'Holds',
        icon: IconHandStop,
        key: 'h',
        link: (organization) => linkOptions({ to: '/o/$organization/holds', params: { organization } }),
      },
    ],
  },
  {
    label: 'Directory',
    items: [
      {
        label: 'Connections',
        icon: IconPlugConnected,
        key: 'c',
        link: (organization) => linkOptions({ to: '/o/$organization/connections', params: { organization } }),
      },
      {
        label: 'Users',
        icon: IconAddressBook,
        key: 'u',
        link: (organization) => linkOptions({ to: '/o/$organization/users', params: { organization } }),
      },
      {
        label: 'Groups',
        icon: IconUsersGroup,
        key: 'g',
        link: (organization) => linkOptions({ to: '/o/$organization/groups', params: { organization } }),
      },
    ],
  },
  {
    label: 'Access',
    items: [
      {
        label: 'Role mappings',
        icon: IconRoute,
        key: 'm',
        link: (organization) => linkOptions({ to: '/o/$organization/mappings', params: { organization } }),
      },
      {
        label: 'People',
        icon: IconUsers,
        key: 'p',
        link: (organization) => linkOptions({ to: '/o/$organization/people', params: { organization } }),
      },
    ],
  },
  {
    label: 'Organization',
    items: [
      {
        label: 'Audit log',
        icon: IconReportSearch,
        key: 'a',
        link: (organization) => linkOptions({ to: '/o/$organization/audit-log', params: { organization } }),
      },
      {
        label: 'Teams and settings',
        icon: IconSettings,
        key: 's',
        link: (organization) => linkOptions({ to: '/o/$organization/settings', params: { organization } }),
      },
    ],
  },
];

/** What the instance's navigation lists. */
export const INSTANCE_NAVIGATION: readonly NavigationGroup[] = [
  {
    items: [
      {
        label: 'Organizations',
        icon: IconBuildingSkyscraper,
        key: 'i',
        link: () => linkOptions({ to: '/instance/organizations' }),
      },
      {
        label: 'All holds',
        icon: IconHandStop,
        key: 'x',
        link: () => linkOptions({ to: '/instance/holds' }),
      },
    ],
  },
  {
    label: 'Access',
    items: [
      {
        label: 'Accounts',
        icon: IconUserCircle,
        key: 'n',
        link: () => linkOptions({ to: '/instance/accounts' }),
      },
      {
        label: 'Administrators',
        icon: IconShieldStar,
        key: 'r',
        link: () => linkOptions({ to: '/instance/administrators' }),
      },
    ],
  },
  {
    label: 'Instance',
    items: [
      {
        label: 'Processes',
        icon: IconServer,
        key: 'e',
        link: () => linkOptions({ to: '/instance/processes' }),
      },
      {
        label: 'Audit log',
        icon: IconReportSearch,
        key: 'l',
        link: () => linkOptions({ to: '/instance/audit-log' }),
      },
    ],
  },
];
