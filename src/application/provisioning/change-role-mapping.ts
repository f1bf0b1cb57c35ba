import type { RoleMapping } from '../../domain/provisioning/role-mapping.ts';
import type { Application } from '../application.ts';
import type { PersonRequest } from '../person-request.ts';
import type { MappingInput } from './mapping-input.ts';
import { saveMappingEdit } from './save-mapping-edit.ts';

/**
 * Changes a role mapping; its sync job decides anew about everybody it concerned before or concerns now.
 * @throws NotFound, InvalidInput, AlreadyExists.
 */
export const changeRoleMapping = (
  app: Application,
  request: PersonRequest,
  tenant: string,
  mappingId: string,
  input: MappingInput,
): Promise<{ readonly mapping: RoleMapping; readonly jobId: string }> =>
  saveMappingEdit(app, request, tenant, { change: { mappingId, input } });
