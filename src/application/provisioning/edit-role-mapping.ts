import type { AttributeMatch, RoleMapping } from '../../domain/provisioning/role-mapping.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import { AlreadyExists, NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { checkMapping, groupsOfMatch, isDuplicate, type MappingInput, valuesOfMatches } from './mapping-input.ts';
import { mappingLabel } from './mapping-label.ts';
import { newSyncJob } from './new-sync-job.ts';

/** An edit of an organization's role mappings. */
export type MappingEdit =
  | { readonly create: MappingInput }
  | { readonly change: { readonly mappingId: string; readonly input: MappingInput } }
  | { readonly delete: { readonly mappingId: string } };

export interface EditedMapping {
  readonly mapping: Draft<RoleMapping>;
  readonly job: Draft<SyncJob>;
}

/**
 * Writes a mapping edit with its sync job and audit event into the caller's transaction. The preview runs exactly this
 * and rolls back, so what it shows is what the edit does.
 * @throws NotFound, InvalidInput, AlreadyExists.
 */
export async function editRoleMapping(
  app: Application,
  tx: Transaction,
  request: PersonRequest,
  tenant: string,
  edit: MappingEdit,
  ids: { readonly mappingId: string; readonly jobId: string },
): Promise<EditedMapping> {
  const { kind, mapping, groupIds, values } = await write(app, tx, request, tenant, edit, ids);
  const label = await mappingLabel(tx, mapping);
  const job = newSyncJob(app, tenant, {
    id: ids.jobId,
    kind,
    priority: kind === 'mapping_created' ? 'change' : 'removal',
    mappingId: mapping.id,
    summary: `${VERBS[kind]} the mapping of ${label}`,
    requestId: request.requestId,
    subjects: { kind: 'mapping', mappingId: mapping.id, groupIds, ...(values.length > 0 && { values }) },
  });
  tx.syncJobs.insert(job);
  tx.auditEvents.insert(
    personEvent(app, request, tenant, {
      action: `role_mapping.${kind.slice('mapping_'.length)}`,
      jobId: job.id,
      target: { kind: 'role_mapping', id: mapping.id, label },
      details: {
        match: { ...mapping.match },
        scopeKind: mapping.scopeKind,
        scopeId: mapping.scopeId,
        role: mapping.role,
      },
    }),
  );
  return { mapping, job };
}

const VERBS = { mapping_created: 'Create', mapping_changed: 'Change', mapping_deleted: 'Delete' } as const;

interface Written {
  readonly kind: keyof typeof VERBS;
  readonly mapping: Draft<RoleMapping>;
  readonly groupIds: readonly string[];
  readonly values: readonly AttributeMatch[];
}

async function write(
  app: Application,
  tx: Transaction,
  request: PersonRequest,
  tenant: string,
  edit: MappingEdit,
  { mappingId: newId, jobId }: { readonly mappingId: string; readonly jobId: string },
): Promise<Written> {
  const now = app.clock.now();
  if ('create' in edit) {
    const checked = await checkMapping(tx, tenant, edit.create);
    if (await isDuplicate(tx, tenant, checked)) throw duplicate();
    const createdBy = request.actor.kind === 'account' ? request.actor.accountId : undefined;
    const mapping: Draft<RoleMapping> = {
      ...checked,
      id: newId,
      tenant,
      createdAt: now,
      touchedByJob: jobId,
      ...(createdBy && { createdBy }),
    };
    tx.roleMappings.insert(mapping);
    const groupIds = await groupsOfMatch(tx, tenant, mapping.match);
    return { kind: 'mapping_created', mapping, groupIds, values: valuesOfMatches(mapping.match) };
  }
  const mappingId = 'change' in edit ? edit.change.mappingId : edit.delete.mappingId;
  const current = await tx.roleMappings.get(tenant, mappingId);
  if (!current || current.deletedAt) throw new NotFound('role mapping', mappingId);
  const before = await groupsOfMatch(tx, tenant, current.match);
  if ('delete' in edit) {
    tx.roleMappings.replace({ ...current, deletedAt: now }, current.version);
    return { kind: 'mapping_deleted', mapping: current, groupIds: before, values: valuesOfMatches(current.match) };
  }
  const checked = await checkMapping(tx, tenant, edit.change.input);
  if (await isDuplicate(tx, tenant, checked, mappingId)) throw duplicate();
  const mapping = { ...current, ...checked, touchedByJob: jobId };
  tx.roleMappings.replace(mapping, current.version);
  const after = await groupsOfMatch(tx, tenant, mapping.match);
  const values = valuesOfMatches(current.match, mapping.match);
  return { kind: 'mapping_changed', mapping, groupIds: [...new Set([...before, ...after])], values };
}

const duplicate = () => new AlreadyExists('match', 'This is mapped to this role already');
