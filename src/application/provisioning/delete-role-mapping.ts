import type { RoleMapping } from '../../domain/provisioning/role-mapping.ts';
import type { Application } from '../application.ts';
import type { PersonRequest } from '../person-request.ts';
import { saveMappingEdit } from './save-mapping-edit.ts';

/**
 * Deletes a role mapping; its sync job takes the role from whoever held it only through it, under the guard.
 * @throws NotFound.
 */
export const deleteRoleMapping = (
  app: Application,
  request: PersonRequest,
  tenant: string,
  mappingId: string,
): Promise<{ readonly mapping: RoleMapping; readonly jobId: string }> =>
  saveMappingEdit(app, request, tenant, { delete: { mappingId } });
