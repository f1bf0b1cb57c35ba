import { APOLLO_OWNERS, DESIGN, ENGINEERING, ENTRA_ADMINISTRATORS, OKTA_ADMINISTRATORS } from './initial-sync.ts';
import { below, groupNamed, isAdministrator, type Stage, settled, someone } from './stage.ts';

interface Preview {
  readonly people: number;
  readonly gains: readonly unknown[];
}

interface Rule {
  readonly group: string;
  readonly role: string;
  readonly scopeKind: 'organization' | 'team' | 'project';
  readonly scopeId: string;
  readonly byName?: true;
  readonly gains: number;
}

/** Groups become roles; each mapping is previewed before it is saved. */
export async function mapGroups(stage: Stage): Promise<void> {
  const { narrator, scene, api } = stage;
  narrator.chapter('Groups become roles');
  const { organization, teams, projects, people } = scene;
  const rules: readonly Rule[] = [
    { group: OKTA_ADMINISTRATORS, role: 'admin', scopeKind: 'organization', scopeId: organization.id, gains: 1 },
    {
      group: ENGINEERING,
      role: 'member',
      scopeKind: 'team',
      scopeId: teams.engineering,
      gains: Math.ceil(people.okta.length / 2),
    },
    { group: APOLLO_OWNERS, role: 'owner', scopeKind: 'project', scopeId: projects.apollo, gains: 2 },
    {
      group: DESIGN,
      role: 'member',
      scopeKind: 'team',
      scopeId: teams.design,
      gains: Math.ceil(people.entra.length / 2),
    },
    {
      group: ENTRA_ADMINISTRATORS,
      role: 'admin',
      scopeKind: 'organization',
      scopeId: organization.id,
      byName: true,
      gains: 0,
    },
  ];
  for (const rule of rules) {
    const input = mappingInput(stage, rule);
    const preview = await api.post<Preview>(below(stage, '/mappings/preview'), { create: input });
    const how = rule.byName ? 'by its name' : 'by its id';
    narrator.check(
      `the preview of “${rule.group}” (${how}) → ${rule.scopeKind} ${rule.role} names ${rule.gains} who gain the role`,
      preview.gains.length === rule.gains,
      `${preview.gains.length}`,
    );
    await addMapping(stage, rule);
  }
  await settled(stage);
  for (const { scopeKind, scopeId, role, gains, group } of rules.filter((one) => one.scopeKind !== 'organization')) {
    const grants = await api.list(below(stage, `/grants?scopeKind=${scopeKind}&scopeId=${scopeId}&role=${role}`));
    narrator.check(`the ${gains} people of “${group}” have the role`, grants.length === gains, `${grants.length}`);
  }
  const ada = someone(people.okta, 0);
  narrator.check(`${ada.displayName} is Acme’s only administrator`, await isAdministrator(stage, ada.email));
  const why = await api.get<{ roles: { scope: { kind: string }; grants: { sentence: string }[] }[] }>(
    below(stage, `/people/${encodeURIComponent(ada.email)}/why`),
  );
  const sentence = why.roles.find((role) => role.scope.kind === 'organization')?.grants[0]?.sentence;
  narrator.tell(`Why? “${sentence ?? '(no answer)'}.”`);
}

export async function addMapping(stage: Stage, rule: Omit<Rule, 'gains'>): Promise<void> {
  const { mapping } = await stage.api.post<{ mapping: { id: string } }>(
    below(stage, '/mappings'),
    mappingInput(stage, rule),
  );
  stage.scene.mappings.set(rule.group, mapping.id);
}

const mappingInput = (stage: Stage, { group, role, scopeKind, scopeId, byName }: Omit<Rule, 'gains'>) => ({
  match: byName
    ? { by: 'name', name: group, connectionId: stage.scene.connections.entra }
    : { by: 'group', groupId: groupNamed(stage, group).groupId },
  scopeKind,
  scopeId,
  role,
});
