import type { z } from 'zod';
import { changeOrganization } from '../../../application/organizations/change-organization.ts';
import { createOrganization } from '../../../application/organizations/create-organization.ts';
import { createProject } from '../../../application/organizations/create-project.ts';
import { createTeam } from '../../../application/organizations/create-team.ts';
import { INSTANCE } from '../../../application/ports/collection.ts';
import { eq, or } from '../../../application/ports/query.ts';
import type { Organization, Project, Team } from '../../../domain/access/organization.ts';
import type { Handlers } from '../handler.ts';
import { lookUpNames } from '../names.ts';
import type { organizationOperations } from '../operations/organizations.ts';
import { readOverview } from '../read-overview.ts';
import { readPage, shapePage } from '../read-page.ts';
import type {
  Organization as OrganizationSchema,
  Project as ProjectSchema,
  Team as TeamSchema,
} from '../schemas/organization.ts';

export const organizationHandlers: Handlers<typeof organizationOperations> = {
  async listOrganizations({ query }, { app: { database } }) {
    const where = query.query
      ? or<Organization>(
          { op: 'contains', field: 'name', value: query.query },
          { op: 'contains', field: 'slug', value: query.query },
        )
      : undefined;
    const page = await readPage(
      database.organizations,
      INSTANCE,
      { ...(where && { where }), sort: [{ field: 'name' }] },
      query,
    );
    return { ...shapePage(page, shapeOrganization), total: await database.organizations.count(INSTANCE, where) };
  },

  async createOrganization({ body }, { app, request }) {
    return shapeOrganization(await createOrganization(app, request, body));
  },

  async getOrganization(_input, { organization }) {
    return shapeOrganization(organization);
  },

  async changeOrganization({ body }, { app, request, organization }) {
    return shapeOrganization(await changeOrganization(app, request, organization.id, body));
  },

  async getOverview(_input, { app, organization }) {
    return await readOverview(app, organization.id);
  },

  async listTeams({ query }, { app: { database }, organization }) {
    const page = await readPage(database.teams, organization.id, { sort: [{ field: 'name' }] }, query);
    return { ...shapePage(page, shapeTeam), total: await database.teams.count(organization.id) };
  },

  async createTeam({ body }, { app, request, organization }) {
    return shapeTeam(await createTeam(app, request, organization.id, body));
  },

  async listProjects({ query }, { app: { database }, organization }) {
    const where = query.teamId ? eq<Project>('teamId', query.teamId) : undefined;
    const page = await readPage(
      database.projects,
      organization.id,
      { ...(where && { where }), sort: [{ field: 'name' }] },
      query,
    );
    const names = await lookUpNames(database, organization.id, {
      scopes: page.docs.map((project) => ({ kind: 'team', id: project.teamId })),
    });
    return {
      ...shapePage(page, (project) => shapeProject(project, names.scope({ kind: 'team', id: project.teamId }).name)),
      total: await database.projects.count(organization.id, where),
    };
  },

  async createProject({ body }, { app, request, organization }) {
    const project = await createProject(app, request, organization.id, body);
    const team = await app.database.teams.get(organization.id, project.teamId);
    return shapeProject(project, team?.name);
  },
};

const shapeOrganization = (organization: Organization): z.input<typeof OrganizationSchema> => ({
  id: organization.id,
  name: organization.name,
  slug: organization.slug,
  leaverRule: organization.leaverRule,
  createdAt: organization.createdAt,
});

const shapeTeam = (team: Team): z.input<typeof TeamSchema> => ({
  id: team.id,
  name: team.name,
  createdAt: team.createdAt,
});

const shapeProject = (project: Project, teamName: string | undefined): z.input<typeof ProjectSchema> => ({
  id: project.id,
  teamId: project.teamId,
  teamName,
  name: project.name,
  createdAt: project.createdAt,
});
