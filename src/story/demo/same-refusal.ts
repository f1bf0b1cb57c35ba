import * as entraFlows from '../entra/entra.ts';
import * as oktaFlows from '../okta/okta.ts';
import { ENTRA_ADMINISTRATORS, OKTA_ADMINISTRATORS } from './initial-sync.ts';
import { expectClosed, expectHeld } from './last-administrator.ts';
import { addMapping } from './map-groups.ts';
import {
  below,
  entraMembers,
  groupNamed,
  isAdministrator,
  oktaMembers,
  push,
  type Stage,
  settled,
  someone,
} from './stage.ts';

/** Every other way to lose the last administrator is refused just the same. */
export async function sameRefusal(stage: Stage): Promise<void> {
  stage.narrator.chapter('The same refusal, whichever way it is tried');
  await emptied(stage);
  await mappingDeleted(stage);
  await groupDeleted(stage);
  await renamed(stage);
}

async function emptied(stage: Stage): Promise<void> {
  const { narrator, scene } = stage;
  const grace = someone(scene.people.okta, 1);
  const group = groupNamed(stage, OKTA_ADMINISTRATORS);
  const variables = { group, groupId: group.groupId };
  narrator.tell(`Okta empties the group “${group.name}”.`);
  await push(stage.okta, oktaFlows.pushWholeGroup, { ...variables, members: [] });
  const hold = await expectHeld(stage, grace.email, `${grace.givenName} is still administrator`);
  narrator.tell(`Okta puts ${grace.givenName} back: nothing is left to refuse.`);
  await push(stage.okta, oktaFlows.pushWholeGroup, { ...variables, members: oktaMembers([grace]) });
  await expectClosed(stage, hold, 'superseded');
}

async function mappingDeleted(stage: Stage): Promise<void> {
  const { narrator, scene, api } = stage;
  const grace = someone(scene.people.okta, 1);
  const mappingId = scene.mappings.get(OKTA_ADMINISTRATORS) ?? '';
  narrator.tell('Somebody deletes the mapping that makes this group administrators.');
  const preview = await api.post<{ held: readonly { email: string }[] }>(below(stage, '/mappings/preview'), {
    delete: { mappingId },
  });
  narrator.check(
    `the preview says beforehand that ${grace.givenName} will be kept`,
    preview.held.length === 1 && preview.held[0]?.email === grace.email,
    preview,
  );
  await api.delete(below(stage, `/mappings/${mappingId}`));
  const hold = await expectHeld(stage, grace.email, `${grace.givenName} is still administrator`);
  narrator.tell('The mapping is made again.');
  await addMapping(stage, {
    group: OKTA_ADMINISTRATORS,
    role: 'admin',
    scopeKind: 'organization',
    scopeId: scene.organization.id,
  });
  await expectClosed(stage, hold, 'superseded');
}

async function groupDeleted(stage: Stage): Promise<void> {
  const { narrator, scene } = stage;
  const grace = someone(scene.people.okta, 1);
  const erik = someone(scene.people.entra, 2);
  narrator.tell(`Okta deletes the group “${OKTA_ADMINISTRATORS}”.`);
  await push(stage.okta, oktaFlows.deleteGroup, { groupId: groupNamed(stage, OKTA_ADMINISTRATORS).groupId });
  const hold = await expectHeld(stage, grace.email, `${grace.givenName} is still administrator`);
  narrator.tell(`Entra adds ${erik.displayName} to “${ENTRA_ADMINISTRATORS}”, which is mapped by its name.`);
  const { groupId } = groupNamed(stage, ENTRA_ADMINISTRATORS);
  await push(stage.entra, entraFlows.addMembers, { groupId, members: entraMembers([erik]) });
  await expectClosed(stage, hold, 'completed');
  narrator.check(
    `${erik.givenName} is administrator, ${grace.givenName} is not any more`,
    (await isAdministrator(stage, erik.email)) && !(await isAdministrator(stage, grace.email)),
  );
}

async function renamed(stage: Stage): Promise<void> {
  const { narrator, scene } = stage;
  const erik = someone(scene.people.entra, 2);
  const { groupId, name } = groupNamed(stage, ENTRA_ADMINISTRATORS);
  narrator.tell(`Entra renames “${name}” to “Former Admins”, so the mapping no longer applies to it.`);
  await push(stage.entra, entraFlows.renameGroup, { groupId, name: 'Former Admins' });
  const hold = await expectHeld(stage, erik.email, `${erik.givenName} is still administrator`);
  narrator.tell('Entra gives the group its name back.');
  await push(stage.entra, entraFlows.renameGroup, { groupId, name });
  await expectClosed(stage, hold, 'superseded');
  await settled(stage);
}
