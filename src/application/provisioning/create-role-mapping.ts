import type { RoleMapping } from '../../domain/provisioning/role-mapping.ts';
import type { Application } from '../application.ts';
import type { PersonRequest } from '../person-request.ts';
import type { MappingInput } from './mapping-input.ts';
import { saveMappingEdit } from './save-mapping-edit.ts';

/**
 * Adds a role mapping; its sync job gives the role to everybody in the group.
 * @throws NotFound, InvalidInput, AlreadyExists.
 */
export const createRoleMapping = (
  app: Application,
  request: PersonRequest,
  tenant: string,
  input: MappingInput,
): Promise<{ readonly mapping: RoleMapping; readonly jobId: string }> =>
  saveMappingEdit(app, request, tenant, { create: input });
