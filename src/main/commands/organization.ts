import type { Command } from 'commander';
import { command, group } from '../command-line/command.ts';
import { everyPage } from '../command-line/every-page.ts';
import { findTeam } from '../command-line/find-things.ts';
import { type OutputFlags, print, table, time } from '../command-line/print.ts';
import { withOperator } from '../command-line/with-operator.ts';

export const registerOrganization = (program: Command): void => {
  const organization = group(program, 'organization', 'organizations: create, list');
  command(organization, 'create <name>', 'create an organization')
    .requiredOption('--slug <slug>', 'its short name in commands and addresses: lower-case letters, digits, hyphens')
    .option(
      '--leaver-rule <rule>',
      'whose deactivation ends a membership: "any" connection’s, or only that of "all"',
      'any',
    )
    .action((name: string, flags: OutputFlags & { slug: string; leaverRule: 'any' | 'all' }) =>
      withOperator('organization create', async (operator) => {
        const body = { name, slug: flags.slug, leaverRule: flags.leaverRule };
        const created = await operator.run('createOrganization', { body });
        await print(flags, created, ({ id, slug }) => `Created the organization ${slug} (${id}).`);
      }),
    );
  command(organization, 'list', 'list the organizations').action((flags: OutputFlags) =>
    withOperator('organization list', async (operator) => {
      const items = await everyPage((page) => operator.run('listOrganizations', { query: page }));
      await print(flags, items, (all) =>
        table(
          ['Slug', 'Name', 'Leaver rule', 'Created', 'Id'],
          all.map((one) => [one.slug, one.name, one.leaverRule, time(one.createdAt), one.id]),
          'There are no organizations yet: create one with "holdfast organization create".',
        ),
      );
    }),
  );
};

export const registerTeam = (program: Command): void => {
  const team = group(program, 'team', 'teams: create, list');
  command(team, 'create <name>', 'create a team')
    .requiredOption('--organization <slug>', 'slug or id')
    .action((name: string, flags: OutputFlags & { organization: string }) =>
      withOperator('team create', async (operator) => {
        const { organization } = flags;
        const created = await operator.run('createTeam', { params: { organization }, body: { name } });
        await print(flags, created, ({ id }) => `Created the team ${name} (${id}).`);
      }),
    );
  command(team, 'list', 'list the teams of an organization')
    .requiredOption('--organization <slug>', 'slug or id')
    .action((flags: OutputFlags & { organization: string }) =>
      withOperator('team list', async (operator) => {
        const { organization } = flags;
        const items = await everyPage((page) => operator.run('listTeams', { params: { organization }, query: page }));
        await print(flags, items, (all) =>
          table(
            ['Name', 'Created', 'Id'],
            all.map((one) => [one.name, time(one.createdAt), one.id]),
          ),
        );
      }),
    );
};

export const registerProject = (program: Command): void => {
  const project = group(program, 'project', 'projects: create, list');
  command(project, 'create <name>', 'create a project in a team')
    .requiredOption('--organization <slug>', 'slug or id')
    .requiredOption('--team <team>', 'name or id')
    .action((name: string, flags: OutputFlags & { organization: string; team: string }) =>
      withOperator('project create', async (operator) => {
        const { id: tenant } = await operator.organization(flags.organization);
        const { id: teamId } = await findTeam(operator.app.database, tenant, flags.team);
        const created = await operator.run('createProject', {
          params: { organization: tenant },
          body: { name, teamId },
        });
        await print(flags, created, ({ id }) => `Created the project ${name} (${id}).`);
      }),
    );
  command(project, 'list', 'list the projects of an organization')
    .requiredOption('--organization <slug>', 'slug or id')
    .action((flags: OutputFlags & { organization: string }) =>
      withOperator('project list', async (operator) => {
        const { organization } = flags;
        const items = await everyPage((page) =>
          operator.run('listProjects', { params: { organization }, query: page }),
        );
        await print(flags, items, (all) =>
          table(
            ['Name', 'Team', 'Created', 'Id'],
            all.map((one) => [one.name, one.teamName, time(one.createdAt), one.id]),
          ),
        );
      }),
    );
};
