import { operation } from '../operation.ts';
import {
  DirectoryGroupPage,
  DirectoryGroupQuery,
  DirectoryUserPage,
  DirectoryUserQuery,
} from '../schemas/directory.ts';
import { inOrganization } from './in-organization.ts';

const tag = 'Directory';

export const directoryOperations = {
  listDirectoryGroups: operation({
    method: 'get',
    path: '/organizations/{organization}/groups',
    tag,
    summary: 'List the groups identity providers pushed',
    action: 'directory.read',
    params: inOrganization(),
    query: DirectoryGroupQuery,
    status: 200,
    answer: DirectoryGroupPage,
  }),
  listDirectoryUsers: operation({
    method: 'get',
    path: '/organizations/{organization}/users',
    tag,
    summary: 'List the users identity providers pushed',
    action: 'directory.read',
    params: inOrganization(),
    query: DirectoryUserQuery,
    status: 200,
    answer: DirectoryUserPage,
  }),
};
