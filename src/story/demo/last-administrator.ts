import * as oktaFlows from '../okta/okta.ts';
import { OKTA_ADMINISTRATORS } from './initial-sync.ts';
import {
  eventually,
  groupNamed,
  type HoldView,
  holdOf,
  isAdministrator,
  oktaMembers,
  openHolds,
  personOf,
  push,
  type Stage,
  settled,
  someone,
} from './stage.ts';

/** The last administrator leaves: the directory accepts, the worker refuses, and a successor lets it happen after all. */
export async function lastAdministrator(stage: Stage): Promise<void> {
  const { narrator, scene } = stage;
  narrator.chapter('The last administrator leaves');
  const { userId, ...ada } = someone(scene.people.okta, 0);
  narrator.tell(`Okta deactivates ${ada.displayName}, Acme’s only administrator, and is answered 200.`);
  await push(stage.okta, oktaFlows.deactivateUser, { person: ada, userId });
  const hold = await expectHeld(stage, ada.email, `${ada.givenName} is still administrator`);
  narrator.tell(`The hold explains: “${hold?.explanation ?? ''}”`);

  const grace = someone(scene.people.okta, 1);
  narrator.tell(`Okta adds ${grace.displayName} to “${OKTA_ADMINISTRATORS}”.`);
  const { groupId } = groupNamed(stage, OKTA_ADMINISTRATORS);
  await push(stage.okta, oktaFlows.addMembers, { groupId, members: oktaMembers([grace]) });
  await expectClosed(stage, hold, 'completed');
  narrator.check(`${grace.givenName} is administrator`, await isAdministrator(stage, grace.email));
  const view = await personOf(stage, ada.email);
  narrator.check(
    `${ada.givenName} is suspended and administrator no longer`,
    view.state === 'suspended' && view.roles.length === 0,
    view,
  );
}

/** The refusal as an auditor sees it: one open hold about this person, which explains itself; the role is still there. */
export async function expectHeld(stage: Stage, email: string, claim: string): Promise<HoldView | undefined> {
  const { narrator } = stage;
  await settled(stage);
  const holds = await openHolds(stage);
  const [hold] = holds;
  narrator.check(
    'the worker refuses to take the role: one open hold',
    holds.length === 1 && hold?.person.email === email,
    holds,
  );
  narrator.check(claim, await isAdministrator(stage, email));
  return hold;
}

/** The hold closes by itself, without anybody touching it. */
export async function expectClosed(stage: Stage, hold: HoldView | undefined, state: HoldView['state']): Promise<void> {
  const closed =
    hold !== undefined && (await eventually(async () => (await holdOf(stage, hold.id)).state === state, 20_000));
  await settled(stage);
  const verb = state === 'completed' ? 'completes' : 'closes';
  stage.narrator.check(`the hold ${verb} by itself (${state})`, closed && (await openHolds(stage)).length === 0);
}
