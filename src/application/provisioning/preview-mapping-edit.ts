import { compareRoles } from '../../domain/access/compare-roles.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { type Decision, decideSubjects } from './decide-subjects.ts';
import { editRoleMapping, type MappingEdit } from './edit-role-mapping.ts';
import { nextSubjects } from './subjects-of-job.ts';

export interface PreviewRow {
  readonly accountId: string;
  readonly email: string;
  /** Scope key → role. */
  readonly rolesBefore: Readonly<Record<string, string>>;
  readonly rolesAfter: Readonly<Record<string, string>>;
  readonly guard?: string;
}

/** What a mapping edit would do to whom, with everything else as it is now. */
export interface MappingPreview {
  /** How many people the edit concerns. */
  readonly people: number;
  /** Whose effective role gets stronger somewhere. Who moves from one scope to another is in both lists. */
  readonly gains: readonly PreviewRow[];
  /** Whose effective role gets weaker somewhere, or ends. */
  readonly losses: readonly PreviewRow[];
  /** Who keeps the administrator role because the guard refuses to take it; in no other list. */
  readonly held: readonly PreviewRow[];
  /** The edit concerns more people than a preview looks at. */
  readonly truncated: boolean;
}

/** A preview is decided at once, in one transaction that is rolled back: this many people at the most. */
const MOST_PEOPLE = 5_000;

/**
 * Computes who gains and who loses what by a mapping edit, by making it: the same edit, the same plan and the same guard
 * run in a transaction that is always rolled back. Nothing is written and nobody is kept from working meanwhile.
 * @throws NotFound, InvalidInput, AlreadyExists: what the edit itself would throw.
 */
export async function previewMappingEdit(app: Application, tenant: string, edit: MappingEdit): Promise<MappingPreview> {
  const request = { actor: { kind: 'system', part: 'preview' } as const, requestId: app.newId() };
  const ids = { mappingId: app.newId(), jobId: app.newId() };
  try {
    await app.database.transaction(async (tx) => {
      const { job } = await editRoleMapping(app, tx, request, tenant, edit, ids);
      throw new RolledBack(await preview(app, tx, job));
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.preview;
    throw error;
  }
  throw new Error('The preview was committed');
}

class RolledBack extends Error {
  readonly preview: MappingPreview;
  constructor(preview: MappingPreview) {
    super('A preview never commits');
    this.preview = preview;
  }
}

async function preview(app: Application, tx: Transaction, job: Draft<SyncJob>): Promise<MappingPreview> {
  const page = await nextSubjects(tx, { ...job, version: 1 }, '', MOST_PEOPLE);
  const { decisions, loaded } = await decideSubjects(tx, job.tenant, page.accountIds, {
    now: app.clock.now(),
    deferLosers: false,
    lookOnly: true,
  });
  const row = (decision: Decision): PreviewRow => ({
    accountId: decision.accountId,
    email: loaded.accounts.get(decision.accountId)?.email ?? decision.accountId,
    rolesBefore: decision.plan.rolesBefore,
    rolesAfter: decision.plan.rolesAfter,
    ...(decision.guard !== undefined && { guard: decision.guard }),
  });
  const held = decisions.filter((decision) => decision.verdict === 'held');
  const others = decisions.filter((decision) => decision.verdict !== 'held');
  const movementOf = ({ plan }: Decision) => compareRoles(plan.rolesBefore, plan.rolesAfter);
  return {
    people: page.accountIds.length,
    gains: others.filter((decision) => movementOf(decision).gains).map(row),
    losses: others.filter((decision) => movementOf(decision).loses).map(row),
    held: held.map(row),
    truncated: !page.isLast,
  };
}
