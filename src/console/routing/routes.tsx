import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { organizationQuery, organizationsQuery } from '../api/organizations.ts';
import { Problem } from '../api/problem.ts';
import { sessionQuery } from '../api/session.ts';
import { Shell } from '../shell/shell.tsx';
import { lastOrganization } from './last-organization.ts';
import * as searches from './searches.ts';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: searches.signInSearch,
  component: lazyRouteComponent(() => import('../screens/sign-in/sign-in-screen.tsx'), 'SignInScreen'),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../screens/welcome/welcome-screen.tsx'), 'WelcomeScreen'),
});

/** Everything that needs a signed-in person. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { to: location.href } });
      }
      throw error;
    }
  },
});

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: async ({ context }) => {
    const organizations = await context.queryClient.ensureQueryData(organizationsQuery()).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 403) throw redirect({ to: '/me/nothing-yet' });
      throw error;
    });
    const [first] = organizations.items;
    if (!first) throw redirect({ to: '/organizations/new' });
    const remembered = lastOrganization.get();
    const chosen =
      remembered === undefined
        ? first
        : await context.queryClient.ensureQueryData(organizationQuery(remembered)).catch(() => first);
    throw redirect({ to: '/o/$organization', params: { organization: chosen.slug } });
  },
});

const newOrganization = createRoute({
  getParentRoute: () => app,
  path: '/organizations/new',
  component: lazyRouteComponent(
    () => import('../screens/instance/new-organization-screen.tsx'),
    'NewOrganizationScreen',
  ),
});

const organization = createRoute({
  getParentRoute: () => app,
  path: '/o/$organization',
  component: lazyRouteComponent(() => import('../shell/organization-frame.tsx'), 'OrganizationFrame'),
  beforeLoad: async ({ context, params }) => {
    try {
      await context.queryClient.ensureQueryData(organizationQuery(params.organization));
    } catch (error) {
      if (error instanceof Problem && error.status === 404) throw notFound();
      throw error;
    }
    lastOrganization.set(params.organization);
  },
});

const overview = createRoute({
  getParentRoute: () => organization,
  path: '/',
  component: lazyRouteComponent(() => import('../screens/overview/overview-screen.tsx'), 'OverviewScreen'),
});

const syncJobs = createRoute({
  getParentRoute: () => organization,
  path: '/sync-jobs',
  validateSearch: searches.jobSearch,
  component: lazyRouteComponent(() => import('../screens/sync-jobs/sync-jobs-screen.tsx'), 'SyncJobsScreen'),
});

const syncJob = createRoute({
  getParentRoute: () => organization,
  path: '/sync-jobs/$jobId',
  component: lazyRouteComponent(() => import('../screens/sync-jobs/sync-job-screen.tsx'), 'SyncJobScreen'),
});

const holds = createRoute({
  getParentRoute: () => organization,
  path: '/holds',
  validateSearch: searches.holdSearch,
  component: lazyRouteComponent(() => import('../screens/holds/holds-screen.tsx'), 'HoldsScreen'),
});

const hold = createRoute({
  getParentRoute: () => organization,
  path: '/holds/$holdId',
  component: lazyRouteComponent(() => import('../screens/holds/hold-screen.tsx'), 'HoldScreen'),
});

const connections = createRoute({
  getParentRoute: () => organization,
  path: '/connections',
  component: lazyRouteComponent(() => import('../screens/connections/connections-screen.tsx'), 'ConnectionsScreen'),
});

const newConnection = createRoute({
  getParentRoute: () => organization,
  path: '/connections/new',
  component: lazyRouteComponent(
    () => import('../screens/connections/new-connection-screen.tsx'),
    'NewConnectionScreen',
  ),
});

const connection = createRoute({
  getParentRoute: () => organization,
  path: '/connections/$connectionId',
  component: lazyRouteComponent(() => import('../screens/connections/connection-screen.tsx'), 'ConnectionScreen'),
});

const connectionRequests = createRoute({
  getParentRoute: () => organization,
  path: '/connections/$connectionId/requests',
  validateSearch: searches.requestSearch,
  component: lazyRouteComponent(() => import('../screens/connections/requests-screen.tsx'), 'RequestsScreen'),
});

const users = createRoute({
  getParentRoute: () => organization,
  path: '/users',
  validateSearch: searches.directorySearch,
  component: lazyRouteComponent(() => import('../screens/directory/users-screen.tsx'), 'UsersScreen'),
});

const groups = createRoute({
  getParentRoute: () => organization,
  path: '/groups',
  validateSearch: searches.directorySearch,
  component: lazyRouteComponent(() => import('../screens/directory/groups-screen.tsx'), 'GroupsScreen'),
});

const mappings = createRoute({
  getParentRoute: () => organization,
  path: '/mappings',
  component: lazyRouteComponent(() => import('../screens/mappings/mappings-screen.tsx'), 'MappingsScreen'),
});

const people = createRoute({
  getParentRoute: () => organization,
  path: '/people',
  validateSearch: searches.peopleSearch,
  component: lazyRouteComponent(() => import('../screens/people/people-screen.tsx'), 'PeopleScreen'),
});

const person = createRoute({
  getParentRoute: () => organization,
  path: '/people/$person',
  component: lazyRouteComponent(() => import('../screens/people/person-screen.tsx'), 'PersonScreen'),
});

const auditLog = createRoute({
  getParentRoute: () => organization,
  path: '/audit-log',
  validateSearch: searches.auditSearch,
  component: lazyRouteComponent(() => import('../screens/audit-log/audit-log-screen.tsx'), 'AuditLogScreen'),
});

const settings = createRoute({
  getParentRoute: () => organization,
  path: '/settings',
  component: lazyRouteComponent(() => import('../screens/settings/settings-screen.tsx'), 'SettingsScreen'),
});

const instanceOrganizations = createRoute({
  getParentRoute: () => app,
  path: '/instance/organizations',
  component: lazyRouteComponent(() => import('../screens/instance/organizations-screen.tsx'), 'OrganizationsScreen'),
});

const accounts = createRoute({
  getParentRoute: () => app,
  path: '/instance/accounts',
  validateSearch: searches.accountSearch,
  component: lazyRouteComponent(() => import('../screens/instance/accounts-screen.tsx'), 'AccountsScreen'),
});

const account = createRoute({
  getParentRoute: () => app,
  path: '/instance/accounts/$accountId',
  component: lazyRouteComponent(() => import('../screens/instance/account-screen.tsx'), 'AccountScreen'),
});

const administrators = createRoute({
  getParentRoute: () => app,
  path: '/instance/administrators',
  component: lazyRouteComponent(() => import('../screens/instance/administrators-screen.tsx'), 'AdministratorsScreen'),
});

const processes = createRoute({
  getParentRoute: () => app,
  path: '/instance/processes',
  component: lazyRouteComponent(() => import('../screens/instance/processes-screen.tsx'), 'ProcessesScreen'),
});

const allHolds = createRoute({
  getParentRoute: () => app,
  path: '/instance/holds',
  validateSearch: searches.holdSearch,
  component: lazyRouteComponent(() => import('../screens/instance/all-holds-screen.tsx'), 'AllHoldsScreen'),
});

const instanceAuditLog = createRoute({
  getParentRoute: () => app,
  path: '/instance/audit-log',
  validateSearch: searches.auditSearch,
  component: lazyRouteComponent(
    () => import('../screens/audit-log/instance-audit-log-screen.tsx'),
    'InstanceAuditLogScreen',
  ),
});

const nothingYet = createRoute({
  getParentRoute: () => app,
  path: '/me/nothing-yet',
  component: lazyRouteComponent(() => import('../screens/account/nothing-yet-screen.tsx'), 'NothingYetScreen'),
});

const apiTokens = createRoute({
  getParentRoute: () => app,
  path: '/me/api-tokens',
  component: lazyRouteComponent(() => import('../screens/account/api-tokens-screen.tsx'), 'ApiTokensScreen'),
});

const password = createRoute({
  getParentRoute: () => app,
  path: '/me/password',
  component: lazyRouteComponent(() => import('../screens/account/password-screen.tsx'), 'PasswordScreen'),
});

/** Every address of the console. A new screen is a new entry here. */
export const routeTree = root.addChildren([
  signIn,
  welcome,
  app.addChildren([
    home,
    newOrganization,
    organization.addChildren([
      overview,
      syncJobs,
      syncJob,
      holds,
      hold,
      connections,
      newConnection,
      connection,
      connectionRequests,
      users,
      groups,
      mappings,
      people,
      person,
      auditLog,
      settings,
    ]),
    instanceOrganizations,
    accounts,
    account,
    administrators,
    processes,
    allHolds,
    instanceAuditLog,
    nothingYet,
    apiTokens,
    password,
  ]),
]);
