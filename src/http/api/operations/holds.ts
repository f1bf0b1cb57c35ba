import { operation } from '../operation.ts';
import { CompleteHoldInput, DiscardHoldInput, Hold, HoldPage, HoldQuery } from '../schemas/hold.ts';
import { Id } from '../schemas/scalars.ts';
import { inOrganization } from './in-organization.ts';

const tag = 'Holds';
const oneHold = inOrganization({ holdId: Id });

export const holdOperations = {
  listAllHolds: operation({
    method: 'get',
    path: '/holds',
    tag,
    summary: 'List holds of all organizations and of the instance',
    action: 'holds.list_all',
    query: HoldQuery,
    status: 200,
    answer: HoldPage,
  }),
  listHolds: operation({
    method: 'get',
    path: '/organizations/{organization}/holds',
    tag,
    summary: 'List holds, newest first',
    action: 'holds.read',
    params: inOrganization(),
    query: HoldQuery,
    status: 200,
    answer: HoldPage,
  }),
  getHold: operation({
    method: 'get',
    path: '/organizations/{organization}/holds/{holdId}',
    tag,
    summary: 'Read a hold',
    action: 'holds.read',
    params: oneHold,
    status: 200,
    answer: Hold,
  }),
  completeHold: operation({
    method: 'post',
    path: '/organizations/{organization}/holds/{holdId}/complete',
    tag,
    summary: 'Make somebody else administrator and let the held change through',
    description: 'Nobody completes a hold about themselves.',
    action: 'holds.decide',
    params: oneHold,
    body: CompleteHoldInput,
    status: 200,
    answer: Hold,
  }),
  discardHold: operation({
    method: 'post',
    path: '/organizations/{organization}/holds/{holdId}/discard',
    tag,
    summary: 'Keep the administrator for a while, with a reason',
    description: 'Nobody discards a hold about themselves.',
    action: 'holds.decide',
    params: oneHold,
    body: DiscardHoldInput,
    status: 200,
    answer: Hold,
  }),
};
