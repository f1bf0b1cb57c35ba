import type { Team } from '../../domain/access/organization.ts';
import type { Application } from '../application.ts';
import { nameTaken } from '../name-taken.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { requireLabel } from '../require-label.ts';

/** @throws InvalidInput, AlreadyExists */
export async function createTeam(
  app: Application,
  request: PersonRequest,
  tenant: string,
  input: { readonly name: string },
): Promise<Team> {
  const team: Team = {
    id: app.newId(),
    tenant,
    version: 1,
    name: requireLabel('name', input.name),
    createdAt: app.clock.now(),
  };
  try {
    await app.database.transaction(async (tx) => {
      tx.teams.insert(team);
      tx.auditEvents.insert(
        personEvent(app, request, tenant, {
          action: 'team.created',
          outcome: 'done',
          target: { kind: 'team', id: team.id, label: team.name },
        }),
      );
    });
  } catch (error) {
    throw nameTaken(error);
  }
  return team;
}
