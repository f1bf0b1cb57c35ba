import { z } from 'zod';
import { page, paging } from './paging.ts';
import { Id, Label, Slug, Time } from './scalars.ts';

export const LeaverRule = z.enum(['any', 'all']).meta({
  id: 'LeaverRule',
  description: 'Whether one connection’s deactivation ends a membership, or only that of all',
});

export const Organization = z
  .object({ id: Id, name: z.string(), slug: z.string(), leaverRule: LeaverRule, createdAt: Time })
  .meta({ id: 'Organization' });
export const OrganizationPage = page(Organization).meta({ id: 'OrganizationPage' });
export const OrganizationQuery = z.strictObject({ ...paging, query: z.string().max(200).optional() });

export const OrganizationInput = z
  .strictObject({ name: Label, slug: Slug, leaverRule: LeaverRule.default('any') })
  .meta({ id: 'OrganizationInput' });
export const OrganizationChange = z
  .strictObject({ name: Label.optional(), leaverRule: LeaverRule.optional() })
  .meta({ id: 'OrganizationChange' });

export const Team = z.object({ id: Id, name: z.string(), createdAt: Time }).meta({ id: 'Team' });
export const TeamPage = page(Team).meta({ id: 'TeamPage' });
export const TeamInput = z.strictObject({ name: Label }).meta({ id: 'TeamInput' });

export const Project = z
  .object({ id: Id, teamId: Id, teamName: z.string().optional(), name: z.string(), createdAt: Time })
  .meta({ id: 'Project' });
export const ProjectPage = page(Project).meta({ id: 'ProjectPage' });
export const ProjectQuery = z.strictObject({ ...paging, teamId: Id.optional() });
export const ProjectInput = z.strictObject({ teamId: Id, name: Label }).meta({ id: 'ProjectInput' });
