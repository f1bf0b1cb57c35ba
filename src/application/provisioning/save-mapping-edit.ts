import type { RoleMapping } from '../../domain/provisioning/role-mapping.ts';
import type { Application } from '../application.ts';
import type { PersonRequest } from '../person-request.ts';
import { editRoleMapping, type MappingEdit } from './edit-role-mapping.ts';

/** Commits a mapping edit and tells the workers. */
export async function saveMappingEdit(
  app: Application,
  request: PersonRequest,
  tenant: string,
  edit: MappingEdit,
): Promise<{ readonly mapping: RoleMapping; readonly jobId: string }> {
  const ids = { mappingId: app.newId(), jobId: app.newId() };
  const saved = await app.database.transaction(async (tx) => {
    const edited = await editRoleMapping(app, tx, request, tenant, edit, ids);
    await app.checkpoints.reached('access-change:before-commit', { tenant, jobId: ids.jobId });
    return { mapping: await tx.roleMappings.get(tenant, edited.mapping.id), job: edited.job };
  });
  app.announce([saved.job]);
  if (!saved.mapping) throw new Error(`The mapping of job ${ids.jobId} vanished within its own transaction`);
  return { mapping: saved.mapping, jobId: ids.jobId };
}
