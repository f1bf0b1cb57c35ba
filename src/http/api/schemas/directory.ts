import { z } from 'zod';
import { page, paging } from './paging.ts';
import { Id, Time } from './scalars.ts';

const flag = z.enum(['true', 'false']);

export const DirectoryGroup = z
  .object({
    id: Id,
    connectionId: Id,
    connectionName: z.string().optional(),
    displayName: z.string(),
    externalId: z.string().optional(),
    memberCount: z.int().describe('People who are members themselves'),
    groupCount: z.int().describe('Groups that are members of it'),
    createdAt: Time,
    lastModified: Time,
  })
  .meta({ id: 'DirectoryGroup' });
export const DirectoryGroupPage = page(DirectoryGroup).meta({ id: 'DirectoryGroupPage' });
export const DirectoryGroupQuery = z.strictObject({
  ...paging,
  connectionId: Id.optional(),
  groupId: Id.optional().describe('Only groups that are members of this group'),
  query: z.string().max(200).optional().describe('Part of the name'),
});

export const ProvisioningStatus = z.enum(['active', 'pending', 'suspended', 'ended', 'held', 'unlinked']).meta({
  id: 'ProvisioningStatus',
  description:
    'What became of the user: `pending` while the word of the directory has not been carried out, `held` while the guard holds a removal back, `unlinked` when there is no e-mail to link by, else the state of the membership',
});

export const DirectoryUser = z
  .object({
    id: Id,
    connectionId: Id,
    connectionName: z.string().optional(),
    userName: z.string(),
    externalId: z.string().optional(),
    displayName: z.string().optional(),
    active: z.boolean(),
    link: z.enum(['linked', 'unlinked']).describe('Unlinked: the directory gave no e-mail to link a person by'),
    accountId: Id.optional(),
    provisioningStatus: ProvisioningStatus,
    holdReason: z.string().optional().describe('Why a removal is held back'),
    terminationDate: Time.optional().describe('When the user is deprovisioned, or was, as the directory gave it'),
    createdAt: Time,
    lastModified: Time,
  })
  .meta({ id: 'DirectoryUser' });
export const DirectoryUserPage = page(DirectoryUser).meta({ id: 'DirectoryUserPage' });
export const DirectoryUserQuery = z.strictObject({
  ...paging,
  connectionId: Id.optional(),
  groupId: Id.optional().describe('Only members of this group'),
  query: z.string().max(200).optional().describe('Part of the userName'),
  linked: flag.optional(),
  active: flag.optional(),
});
