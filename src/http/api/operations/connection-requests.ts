import { operation } from '../operation.ts';
import { Connection } from '../schemas/connection.ts';
import {
  ConnectionDiagnosis,
  ConnectionRequestPage,
  ConnectionRequestQuery,
  UnmaskRequests,
} from '../schemas/connection-request.ts';
import { Id } from '../schemas/scalars.ts';
import { inOrganization } from './in-organization.ts';

const tag = 'Connections';
const oneConnection = inOrganization({ connectionId: Id });

export const connectionRequestOperations = {
  listConnectionRequests: operation({
    method: 'get',
    path: '/organizations/{organization}/connections/{connectionId}/requests',
    tag,
    summary: 'List the latest SCIM requests of a connection, newest first',
    description:
      'Values of people are masked, secrets are never kept. Requests appear within a second or so of their answer.',
    action: 'connections.read',
    params: oneConnection,
    query: ConnectionRequestQuery,
    status: 200,
    answer: ConnectionRequestPage,
  }),
  diagnoseConnection: operation({
    method: 'get',
    path: '/organizations/{organization}/connections/{connectionId}/diagnosis',
    tag,
    summary: 'Say what the latest requests show to be set up wrongly, and what to do',
    action: 'connections.read',
    params: oneConnection,
    status: 200,
    answer: ConnectionDiagnosis,
  }),
  unmaskConnectionRequests: operation({
    method: 'post',
    path: '/organizations/{organization}/connections/{connectionId}/unmask-requests',
    tag,
    summary: 'Keep the requests of a connection with personal values for a while',
    description: 'For support. It leaves an audit event, ends by itself, and never keeps secrets.',
    action: 'connections.change',
    params: oneConnection,
    body: UnmaskRequests,
    status: 200,
    answer: Connection,
  }),
};
