import { operation } from '../operation.ts';
import {
  Mapping,
  MappingChanged,
  MappingEdit,
  MappingInput,
  MappingPage,
  MappingPreview,
  MappingQuery,
} from '../schemas/mapping.ts';
import { Id } from '../schemas/scalars.ts';
import { JobStarted } from '../schemas/sync-job.ts';
import { inOrganization } from './in-organization.ts';

const tag = 'Mappings';
const oneMapping = inOrganization({ mappingId: Id });

export const mappingOperations = {
  listMappings: operation({
    method: 'get',
    path: '/organizations/{organization}/mappings',
    tag,
    summary: 'List role mappings',
    action: 'mappings.read',
    params: inOrganization(),
    query: MappingQuery,
    status: 200,
    answer: MappingPage,
  }),
  getMapping: operation({
    method: 'get',
    path: '/organizations/{organization}/mappings/{mappingId}',
    tag,
    summary: 'Read a role mapping',
    action: 'mappings.read',
    params: oneMapping,
    status: 200,
    answer: Mapping,
  }),
  createMapping: operation({
    method: 'post',
    path: '/organizations/{organization}/mappings',
    tag,
    summary: 'Map a group to a role',
    action: 'mappings.change',
    params: inOrganization(),
    body: MappingInput,
    status: 201,
    answer: MappingChanged,
  }),
  changeMapping: operation({
    method: 'patch',
    path: '/organizations/{organization}/mappings/{mappingId}',
    tag,
    summary: 'Change a role mapping',
    action: 'mappings.change',
    params: oneMapping,
    body: MappingInput,
    status: 200,
    answer: MappingChanged,
  }),
  deleteMapping: operation({
    method: 'delete',
    path: '/organizations/{organization}/mappings/{mappingId}',
    tag,
    summary: 'Delete a role mapping',
    action: 'mappings.change',
    params: oneMapping,
    status: 202,
    answer: JobStarted,
  }),
  previewMappingEdit: operation({
    method: 'post',
    path: '/organizations/{organization}/mappings/preview',
    tag,
    summary: 'Who would gain and lose what, before it is saved',
    action: 'mappings.read',
    params: inOrganization(),
    body: MappingEdit,
    status: 200,
    answer: MappingPreview,
  }),
};
