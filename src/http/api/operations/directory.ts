import { operation } from '../operation.ts';
import {
  DirectoryGroup,
  DirectoryGroupPage,
  DirectoryGroupQuery,
  DirectoryUser,
  DirectoryUserPage,
  DirectoryUserQuery,
} from '../schemas/directory.ts';
import { Id } from '../schemas/scalars.ts';
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
  getDirectoryGroup: operation({
    method: 'get',
    path: '/organizations/{organization}/groups/{groupId}',
    tag,
    summary: 'Read a group an identity provider pushed',
    description: 'One that the identity provider deleted is not found.',
    action: 'directory.read',
    params: inOrganization({ groupId: Id }),
    status: 200,
    answer: DirectoryGroup,
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
  getDirectoryUser: operation({
    method: 'get',
    path: '/organizations/{organization}/users/{userId}',
    tag,
    summary: 'Read a user an identity provider pushed',
    description: 'One that the identity provider deleted is not found.',
    action: 'directory.read',
    params: inOrganization({ userId: Id }),
    status: 200,
    answer: DirectoryUser,
  }),
};
