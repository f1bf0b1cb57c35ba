import type { Project } from '../../domain/access/organization.ts';
import type { Application } from '../application.ts';
import { InvalidInput } from '../errors.ts';
import { nameTaken } from '../name-taken.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { requireLabel } from '../require-label.ts';

/** A project in a team of the organization; its name is unique within the team. @throws InvalidInput, AlreadyExists */
export async function createProject(
  app: Application,
  request: PersonRequest,
  tenant: string,
  input: { readonly teamId: string; readonly name: string },
): Promise<Project> {
  const project: Project = {
    id: app.newId(),
    tenant,
    version: 1,
    teamId: input.teamId,
    name: requireLabel('name', input.name),
    createdAt: app.clock.now(),
  };
  try {
    await app.database.transaction(async (tx) => {
      if (!(await tx.teams.get(tenant, input.teamId))) {
        throw new InvalidInput('teamId', 'The organization has no such team');
      }
      tx.projects.insert(project);
      tx.auditEvents.insert(
        personEvent(app, request, tenant, {
          action: 'project.created',
          outcome: 'done',
          target: { kind: 'project', id: project.id, label: project.name },
          details: { teamId: project.teamId },
        }),
      );
    });
  } catch (error) {
    throw nameTaken(error);
  }
  return project;
}
