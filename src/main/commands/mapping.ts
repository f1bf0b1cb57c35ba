import type { Command } from 'commander';
import type { Role, Scope } from '../../domain/access/role.ts';
import { roleInScope, roleName } from '../../domain/access/role-name.ts';
import { command, group } from '../command-line/command.ts';
import { everyPage } from '../command-line/every-page.ts';
import { findConnection, findGroup, findScope } from '../command-line/find-things.ts';
import type { Operator, OperatorInput } from '../command-line/operator.ts';
import { type OutputFlags, print, table } from '../command-line/print.ts';
import { withOperator } from '../command-line/with-operator.ts';
import { Refused } from '../errors.ts';

interface OrganizationFlags extends OutputFlags {
  readonly organization: string;
}

interface RuleFlags extends OrganizationFlags {
  readonly group?: string;
  readonly groupName?: string;
  readonly connection?: string;
  readonly roleValue?: string;
  readonly entitlement?: string;
  readonly role?: string;
  readonly team?: string;
  readonly project?: string;
}

interface ScopedRole {
  readonly scope: Scope & { readonly name?: string | undefined };
  readonly role: Role;
}

type MappingBody = NonNullable<OperatorInput<'createMapping'>['body']>;

export const registerMapping = (program: Command): void => {
  const mapping = group(program, 'mapping', 'role mappings, group or value → role: add, list, remove, preview');
  rule(command(mapping, 'add', 'map a group, or a value of roles or entitlements, to a role'), true).action(add);
  command(mapping, 'list', 'list the mappings of an organization')
    .requiredOption('--organization <slug>', 'slug or id')
    .action(list);
  command(mapping, 'remove <mapping>', 'remove a mapping by its id; its people lose the role, under the guard')
    .requiredOption('--organization <slug>', 'slug or id')
    .action(remove);
  rule(command(mapping, 'preview', 'who would gain and lose what, without saving anything'), false)
    .option('--remove <mapping>', 'preview the removal of this mapping instead')
    .action(preview);
};

const rule = (to: Command, roleRequired: boolean): Command => {
  to.requiredOption('--organization <slug>', 'slug or id')
    .option('--group <group>', 'the group by id, or by its present name')
    .option('--group-name <name>', 'every group of this name, now and later, instead of one group')
    .option('--role-value <value>', 'whoever has this value in SCIM roles, instead of a group; needs --connection')
    .option(
      '--entitlement <value>',
      'whoever has this value in SCIM entitlements, instead of a group; needs --connection',
    )
    .option('--connection <connection>', 'whose users have the value; with --group-name: only its groups')
    .option('--team <team>', 'the role is one in this team (name or id)')
    .option('--project <project>', 'the role is one in this project (name or id)');
  return roleRequired ? to.requiredOption('--role <role>', ROLE) : to.option('--role <role>', ROLE);
};

const ROLE =
  'organization: admin, billing_admin, auditor, member; team: admin, member, viewer; project: owner, editor, viewer';

async function readRule(operator: Operator, tenant: string, flags: RuleFlags): Promise<MappingBody> {
  const named = [flags.group, flags.groupName, flags.roleValue, flags.entitlement].filter((one) => one !== undefined);
  if (named.length !== 1) {
    throw new Refused(
      'Name one group with --group, every group of a name with --group-name, or a value with --role-value or --entitlement.',
    );
  }
  if (flags.role === undefined) throw new Refused('Say which role with --role.');
  const connection =
    flags.connection === undefined ? undefined : await findConnection(operator, flags.connection, tenant);
  const match = await matchOf(operator, tenant, flags, connection?.id);
  return { match, ...(await findScope(operator, tenant, flags)), role: flags.role as MappingBody['role'] };
}

async function matchOf(
  operator: Operator,
  tenant: string,
  { group, groupName, roleValue, entitlement }: RuleFlags,
  connectionId: string | undefined,
): Promise<MappingBody['match']> {
  const value = roleValue ?? entitlement;
  if (value !== undefined) {
    if (connectionId === undefined) throw new Refused('Say whose users have the value with --connection.');
    return { by: 'attribute', connectionId, attribute: roleValue === undefined ? 'entitlements' : 'roles', value };
  }
  if (groupName !== undefined) return { by: 'name', name: groupName, ...(connectionId && { connectionId }) };
  return { by: 'group', groupId: (await findGroup(operator, tenant, group ?? '')).id };
}

const add = (flags: RuleFlags) =>
  withOperator('mapping add', async (operator) => {
    const { id: tenant } = await operator.organization(flags.organization);
    const body = await readRule(operator, tenant, flags);
    const created = await operator.run('createMapping', { params: { organization: tenant }, body });
    await print(
      flags,
      created,
      ({ mapping, jobId }) => `Added the mapping ${mapping.id}; sync job ${jobId} applies it.`,
    );
  });

const list = (flags: OrganizationFlags) =>
  withOperator('mapping list', async (operator) => {
    const { organization } = flags;
    const items = await everyPage((page) => operator.run('listMappings', { params: { organization }, query: page }));
    await print(flags, items, (all) =>
      table(
        ['Group or value', 'Matched by', 'Role', 'Scope', 'Id'],
        all.map(({ match, groups, role, scope, id }) => [
          match.by === 'group'
            ? (groups[0]?.displayName ?? '(deleted)')
            : match.by === 'name'
              ? match.name
              : match.value,
          match.by === 'attribute' ? match.attribute : match.by,
          roleName(scope.kind, role),
          `${scope.kind} ${scope.name ?? scope.id}`,
          id,
        ]),
        'There are no mappings yet: add one with "holdfast mapping add".',
      ),
    );
  });

const remove = (mappingId: string, flags: OrganizationFlags) =>
  withOperator('mapping remove', async (operator) => {
    const { organization } = flags;
    const started = await operator.run('deleteMapping', { params: { organization, mappingId } });
    await print(flags, started, ({ jobId }) => `Removed the mapping; sync job ${jobId} takes the roles it gave.`);
  });

const preview = (flags: RuleFlags & { remove?: string }) =>
  withOperator('mapping preview', async (operator) => {
    const { id: tenant } = await operator.organization(flags.organization);
    const body =
      flags.remove === undefined
        ? { create: await readRule(operator, tenant, flags) }
        : { delete: { mappingId: flags.remove } };
    const shown = await operator.run('previewMappingEdit', { params: { organization: tenant }, body });
    await print(flags, shown, ({ people, gains, losses, held, truncated }) => {
      const rows = [
        ...gains.map((row) => [isIn(losses, row) ? 'gains and loses' : 'gains', row] as const),
        ...losses.filter((row) => !isIn(gains, row)).map((row) => ['loses', row] as const),
        ...held.map((row) => ['is held', row] as const),
      ].map(([what, row]) => [row.email, what, rolesOf(row.rolesBefore), rolesOf(row.rolesAfter), row.guard]);
      const sentence = `${people} ${people === 1 ? 'person is' : 'people are'} concerned: ${gains.length} would gain, ${losses.length} lose, ${held.length} be held.`;
      const more = truncated ? '\nThere are more people than are listed.' : '';
      return rows.length > 0
        ? `${table(['Person', '', 'Before', 'After', 'Guard'], rows)}\n\n${sentence}${more}`
        : sentence;
    });
  });

const isIn = (rows: readonly { readonly accountId: string }[], row: { readonly accountId: string }): boolean =>
  rows.some(({ accountId }) => accountId === row.accountId);

const rolesOf = (roles: readonly ScopedRole[]) =>
  roles.map(({ scope, role }) => roleInScope(scope.kind, role, scope.name ?? scope.id)).join(', ') || '–';
