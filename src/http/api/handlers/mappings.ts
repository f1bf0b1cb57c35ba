import type { z } from 'zod';
import { NotFound } from '../../../application/errors.ts';
import type { Reads } from '../../../application/ports/database.ts';
import { absent, and, eq, isIn, or } from '../../../application/ports/query.ts';
import { changeRoleMapping } from '../../../application/provisioning/change-role-mapping.ts';
import { createRoleMapping } from '../../../application/provisioning/create-role-mapping.ts';
import { deleteRoleMapping } from '../../../application/provisioning/delete-role-mapping.ts';
import type { MappingInput } from '../../../application/provisioning/mapping-input.ts';
import {
  type PreviewRow as PreviewedRow,
  previewMappingEdit,
} from '../../../application/provisioning/preview-mapping-edit.ts';
import type { DirectoryGroup } from '../../../domain/provisioning/directory-group.ts';
import { mappingApplies, type RoleMapping } from '../../../domain/provisioning/role-mapping.ts';
import type { Handlers } from '../handler.ts';
import { lookUpNames, type Names } from '../names.ts';
import type { mappingOperations } from '../operations/mappings.ts';
import { readPage, shapePage } from '../read-page.ts';
import type {
  MappingInput as MappingInputSchema,
  MappingMatch,
  Mapping as MappingSchema,
  PreviewRow,
} from '../schemas/mapping.ts';
import { scopeOfKey, shapeScopedRoles } from '../shapes/scoped-roles.ts';

export const mappingHandlers: Handlers<typeof mappingOperations> = {
  async listMappings({ query }, { app: { database }, organization: { id: tenant } }) {
    const where = absent<RoleMapping>('deletedAt');
    const page = await readPage(database.roleMappings, tenant, { where, sort: [{ field: 'createdAt' }] }, query);
    const items = await shapeMappings(database, tenant, page.docs);
    const total = query.cursor ? undefined : await database.roleMappings.count(tenant, where);
    return { ...shapePage(page, (mapping) => mapping), items, total };
  },

  async getMapping({ params }, { app: { database }, organization: { id: tenant } }) {
    const mapping = await database.roleMappings.get(tenant, params.mappingId);
    if (!mapping || mapping.deletedAt) throw new NotFound('role mapping', params.mappingId);
    return await shapeMapping(database, mapping);
  },

  async createMapping({ body }, { app, request, organization }) {
    const { mapping, jobId } = await createRoleMapping(app, request, organization.id, mappingInput(body));
    return { mapping: await shapeMapping(app.database, mapping), jobId };
  },

  async changeMapping({ params, body }, { app, request, organization }) {
    const input = mappingInput(body);
    const { mapping, jobId } = await changeRoleMapping(app, request, organization.id, params.mappingId, input);
    return { mapping: await shapeMapping(app.database, mapping), jobId };
  },

  async deleteMapping({ params }, { app, request, organization }) {
    const { jobId } = await deleteRoleMapping(app, request, organization.id, params.mappingId);
    return { jobId };
  },

  async previewMappingEdit({ body }, { app, organization: { id: tenant } }) {
    const preview = await previewMappingEdit(app, tenant, edit(body));
    const rows = [...preview.gains, ...preview.losses, ...preview.held];
    const keys = new Set(rows.flatMap((row) => [...Object.keys(row.rolesBefore), ...Object.keys(row.rolesAfter)]));
    const names = await lookUpNames(app.database, tenant, { scopes: [...keys].map(scopeOfKey) });
    const shape = (row: PreviewedRow) => shapeRow(row, names);
    return {
      people: preview.people,
      gains: preview.gains.map(shape),
      losses: preview.losses.map(shape),
      held: preview.held.map(shape),
      truncated: preview.truncated,
    };
  },
};

type ParsedInput = z.output<typeof MappingInputSchema>;

const mappingInput = (body: ParsedInput): MappingInput => ({ ...body, match: matchOf(body.match) });

function matchOf(match: z.output<typeof MappingMatch>): RoleMapping['match'] {
  if (match.by !== 'name') return match;
  return { by: 'name', name: match.name, ...(match.connectionId && { connectionId: match.connectionId }) };
}

function edit(
  body:
    | { create: ParsedInput }
    | { change: { mappingId: string; input: ParsedInput } }
    | { delete: { mappingId: string } },
): Parameters<typeof previewMappingEdit>[2] {
  if ('create' in body) return { create: mappingInput(body.create) };
  if ('delete' in body) return { delete: body.delete };
  return { change: { mappingId: body.change.mappingId, input: mappingInput(body.change.input) } };
}

const shapeRow = (row: PreviewedRow, names: Names): z.input<typeof PreviewRow> => ({
  accountId: row.accountId,
  email: row.email,
  rolesBefore: shapeScopedRoles(Object.entries(row.rolesBefore), names),
  rolesAfter: shapeScopedRoles(Object.entries(row.rolesAfter), names),
  guard: row.guard,
});

async function shapeMapping(reads: Reads, mapping: RoleMapping): Promise<z.input<typeof MappingSchema>> {
  const [shape] = await shapeMappings(reads, mapping.tenant, [mapping]);
  if (!shape) throw new NotFound('role mapping', mapping.id);
  return shape;
}

async function shapeMappings(
  reads: Reads,
  tenant: string,
  mappings: readonly RoleMapping[],
): Promise<z.input<typeof MappingSchema>[]> {
  const groups = await groupsOf(reads, tenant, mappings);
  const names = await lookUpNames(reads, tenant, {
    accounts: mappings.map((mapping) => mapping.createdBy),
    connections: [...groups.map((group) => group.connectionId), ...mappings.map(connectionOf)],
    scopes: mappings.map((mapping) => ({ kind: mapping.scopeKind, id: mapping.scopeId })),
  });
  return mappings.map((mapping) => ({
    id: mapping.id,
    match: { ...mapping.match },
    connectionName: names.connection(connectionOf(mapping)),
    groups: groups
      .filter((group) => mappingApplies(mapping, group))
      .map((group) => ({
        id: group.id,
        displayName: group.displayName,
        connectionId: group.connectionId,
        connectionName: names.connection(group.connectionId),
      })),
    scope: names.scope({ kind: mapping.scopeKind, id: mapping.scopeId }),
    role: mapping.role,
    createdAt: mapping.createdAt,
    createdBy: mapping.createdBy
      ? { accountId: mapping.createdBy, email: names.account(mapping.createdBy)?.email }
      : undefined,
  }));
}

const connectionOf = ({ match }: RoleMapping): string | undefined =>
  match.by === 'group' ? undefined : match.connectionId;

/** The live groups that some of the mappings name, by id or by name. */
async function groupsOf(reads: Reads, tenant: string, mappings: readonly RoleMapping[]): Promise<DirectoryGroup[]> {
  const ids = mappings.flatMap(({ match }) => (match.by === 'group' ? [match.groupId] : []));
  const named = mappings.flatMap(({ match }) => (match.by === 'name' ? [match.name] : []));
  if (ids.length + named.length === 0) return [];
  return await reads.directoryGroups.find(tenant, {
    where: and(
      absent('deletedAt'),
      or(
        ...(ids.length > 0 ? [isIn<DirectoryGroup>('id', ids)] : []),
        ...named.map((name) => eq<DirectoryGroup>('displayName', name)),
      ),
    ),
  });
}
