import { z } from 'zod';
import { page, paging } from './paging.ts';
import { MembershipState } from './person.ts';
import { Id, Time, TimeInput } from './scalars.ts';
import { RoleChange } from './scope.ts';

export const SyncJobState = z
  .enum(['queued', 'running', 'applied', 'partly_applied', 'held', 'refused', 'failed', 'discarded', 'superseded'])
  .meta({ id: 'SyncJobState' });

export const SyncJobKind = z
  .enum([
    'user_created',
    'user_changed',
    'user_deactivated',
    'user_reactivated',
    'user_deleted',
    'group_created',
    'group_changed',
    'group_members_changed',
    'group_deleted',
    'mapping_created',
    'mapping_changed',
    'mapping_deleted',
    'connection_deleted',
    'exception_ended',
    'recheck',
  ])
  .meta({ id: 'SyncJobKind' });

export const SubjectVerdict = z
  .enum(['applied', 'unchanged', 'held', 'deferred', 'exempted', 'discarded', 'superseded', 'unlinked'])
  .meta({ id: 'SubjectVerdict' });

const job = {
  id: Id,
  kind: SyncJobKind,
  state: SyncJobState,
  priority: z.enum(['removal', 'change', 'bulk']),
  summary: z.string(),
  connectionId: Id.optional(),
  groupId: Id.optional(),
  userId: Id.optional(),
  mappingId: Id.optional(),
  requestId: z.string(),
  createdAt: Time,
  dueAt: Time,
  startedAt: Time.optional(),
  finishedAt: Time.optional(),
  attempts: z.int(),
  done: z.int().optional().describe('While a long job runs: how many people are decided'),
  counts: z.partialRecord(SubjectVerdict, z.int()).describe('How many people ended each way so far'),
  error: z
    .string()
    .optional()
    .describe(
      'Why it was refused or the last attempt failed, and what to do, in plain sentences; the log has the details',
    ),
};

export const SyncJob = z.object(job).meta({ id: 'SyncJob' });
export const SyncJobDetail = z
  .object({
    ...job,
    connectionName: z.string().optional(),
    groupName: z.string().optional(),
    userName: z.string().optional(),
    request: z.unknown().optional().describe('The request as it came, with secrets removed'),
    holds: z.array(z.object({ id: Id, accountId: Id, email: z.string() })).describe('Open holds this job caused'),
  })
  .meta({ id: 'SyncJobDetail' });

export const SyncJobPage = page(SyncJob).meta({ id: 'SyncJobPage' });
export const SyncJobQuery = z.strictObject({
  ...paging,
  state: z.array(SyncJobState).optional(),
  kind: z.array(SyncJobKind).optional(),
  connectionId: Id.optional(),
  groupId: Id.optional(),
  mappingId: Id.optional(),
  personId: Id.optional().describe('Account id: only jobs that decided about this person or name one of their records'),
  from: TimeInput.optional().describe('Accepted at or after'),
  to: TimeInput.optional().describe('Accepted before'),
});

export const SyncJobOutcome = z
  .object({
    accountId: Id,
    email: z.string().optional(),
    displayName: z.string().optional(),
    verdict: SubjectVerdict,
    roles: z
      .array(RoleChange)
      .describe('Effective roles before and after, one entry per scope in which there was or is one'),
    membershipBefore: MembershipState.optional(),
    membershipAfter: MembershipState.optional(),
    sessionsEnded: z.int().optional(),
    guard: z.string().optional().describe('What the last-administrator guard said, when it had a say'),
    decidedAt: Time,
    latencyMs: z.number().describe('From acceptance to decision'),
  })
  .meta({ id: 'SyncJobOutcome' });
export const SyncJobOutcomePage = page(SyncJobOutcome).meta({ id: 'SyncJobOutcomePage' });
export const SyncJobOutcomeQuery = z.strictObject({ ...paging, verdict: z.array(SubjectVerdict).optional() });

/** The change is recorded; the sync job carries it out. */
export const JobStarted = z.object({ jobId: Id }).meta({ id: 'JobStarted' });
