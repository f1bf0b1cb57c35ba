import * as entraFlows from '../entra/entra.ts';
import * as oktaFlows from '../okta/okta.ts';
import { type KnownPerson, named } from './cast.ts';
import { APOLLO_OWNERS, ENGINEERING } from './initial-sync.ts';
import {
  groupNamed,
  hasRole,
  oktaMembers,
  type PersonView,
  personOf,
  push,
  type Stage,
  settled,
  someone,
} from './stage.ts';

/** People come, change places and go. */
export async function joinersMoversLeavers(stage: Stage): Promise<void> {
  const { narrator } = stage;
  narrator.chapter('A joiner, a mover, three leavers');
  await join(stage);
  await move(stage);
  const { okta, entra } = stage.scene.people;
  await leave(stage, {
    person: someone(okta, 3),
    how: 'Okta writes the whole user back with active: false',
    push: ({ userId, ...person }) => push(stage.okta, oktaFlows.deactivateUser, { person, userId }),
    state: 'suspended',
  });
  await leave(stage, {
    person: someone(entra, 0),
    how: 'Entra patches active to "False", as text',
    push: ({ userId }) => push(stage.entra, entraFlows.disableUser, { userId }),
    state: 'suspended',
  });
  const deleted = someone(entra, 1);
  await leave(stage, {
    person: deleted,
    how: 'Entra deletes the user',
    push: ({ userId }) => push(stage.entra, entraFlows.deleteUser, { userId }),
    state: 'ended',
  });
  const answer = await stage.entra.send(
    { step: 'looks again', method: 'GET', path: '/Users/{{userId}}', expect: { status: [404] } },
    deleted as unknown as Record<string, unknown>,
  );
  narrator.check('the deleted user is gone from the directory (404)', answer.status === 404, `${answer.status}`);
}

async function join(stage: Stage): Promise<void> {
  const { narrator, scene } = stage;
  const joiner = named('okta', 'Jo', 'Brandt', 9000);
  narrator.tell(`${joiner.displayName} joins: Okta creates the user and adds it to “${ENGINEERING}”.`);
  const { userId = '' } = await push(stage.okta, oktaFlows.assignUser, { person: joiner });
  const known: KnownPerson = { ...joiner, userId };
  scene.people.okta.push(known);
  const { groupId } = groupNamed(stage, ENGINEERING);
  await push(stage.okta, oktaFlows.addMembers, { groupId, members: oktaMembers([known]) });
  await settled(stage);
  const view = await personOf(stage, joiner.email);
  narrator.check(
    `${joiner.givenName} is a member of Acme and of the team Engineering`,
    view.state === 'active' && hasRole(view, 'team', scene.teams.engineering, 'member'),
    view,
  );
}

async function move(stage: Stage): Promise<void> {
  const { narrator, scene } = stage;
  const mover = someone(scene.people.okta, 2);
  narrator.tell(`${mover.displayName} moves from “${ENGINEERING}” to “${APOLLO_OWNERS}”.`);
  const { userId } = mover;
  await push(stage.okta, oktaFlows.removeMember, { groupId: groupNamed(stage, ENGINEERING).groupId, userId });
  const { groupId } = groupNamed(stage, APOLLO_OWNERS);
  await push(stage.okta, oktaFlows.addMembers, { groupId, members: oktaMembers([mover]) });
  await settled(stage);
  const view = await personOf(stage, mover.email);
  narrator.check(
    `${mover.givenName} owns the project Apollo and is out of the team`,
    hasRole(view, 'project', scene.projects.apollo, 'owner') && !view.roles.some(({ scope }) => scope.kind === 'team'),
    view,
  );
}

interface Leaver {
  readonly person: KnownPerson;
  readonly how: string;
  readonly push: (person: KnownPerson) => Promise<unknown>;
  readonly state: PersonView['state'];
}

async function leave(stage: Stage, { person, how, push: send, state }: Leaver): Promise<void> {
  stage.narrator.tell(`${person.displayName} leaves: ${how}.`);
  await send(person);
  await settled(stage);
  const view = await personOf(stage, person.email);
  stage.narrator.check(
    `the membership is ${state} and no role is in effect`,
    view.state === state && view.roles.length === 0,
    view,
  );
}
