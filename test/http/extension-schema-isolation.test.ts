import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { OperationId } from '../../src/http/api/contract.ts';
import { extensionSchemaOperations } from '../../src/http/api/operations/extension-schemas.ts';
import { HR } from '../support/extension-schema.ts';
import { createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { type ApiFixture, openApiFixture, type SignedIn } from './api-fixture.ts';

interface Side {
  readonly mark: string;
  readonly organization: OrganizationFixture;
}
type Route = keyof typeof extensionSchemaOperations;

const ROUNDS = 15;

let api: ApiFixture;
let admin: SignedIn;
let sides: readonly [Side, Side];
beforeAll(async () => {
  api = await openApiFixture();
  // Reaches both organizations, so that only what is asked of one keeps the other out.
  admin = await api.firstAdministrator();
  const side = async (mark: string) => ({ mark, organization: await createOrganizationFixture(api.app) });
  sides = [await side('alphaalpha'), await side('omegaomega')];
});
afterAll(() => api.close());

const definition = ({ mark }: Side) => ({
  id: HR,
  name: `HR of ${mark}`,
  description: `What ${mark} knows of people`,
  attributes: [{ name: 'badge', uniqueness: 'server' }, { name: `${mark}Level` }],
});
const bodyOf = (route: Route, side: Side, round: number): object | undefined => {
  if (route === 'declareExtensionSchema') return definition(side);
  return route === 'changeExtensionSchema' ? { description: `${side.mark} in round ${round}` } : undefined;
};

/** Each answers with its own status, and with nothing of the other side; asked of the other side's connection, it is 404. */
it('every route of one connection’s schemas shows and changes nothing of another with a schema of the same URN', async () => {
  const seen = new Set<string>();
  const asked: readonly Route[] = [
    'declareExtensionSchema',
    'listExtensionSchemas',
    'getExtensionSchema',
    'changeExtensionSchema',
    'countExtensionValues',
    'removeExtensionSchema',
  ];
  const foreign: object[] = [];
  const lane = async (own: Side, other: Side): Promise<void> => {
    for (let round = 0; round < ROUNDS; round++) {
      for (const route of asked) {
        const body = bodyOf(route, own, round);
        const send = (connectionId: string) =>
          api.send(
            route satisfies OperationId,
            {
              params: { organization: own.organization.tenant, connectionId, schemaId: HR },
              ...(body && { body }),
            },
            admin,
          );
        const theirs = await send(other.organization.connection.id);
        const ours = await send(own.organization.connection.id);
        if (ours.status === extensionSchemaOperations[route].status) seen.add(route);
        const isRight = theirs.status === 404 && ours.status === extensionSchemaOperations[route].status;
        const told = `${JSON.stringify([ours.headers, theirs.headers])} ${ours.text} ${theirs.text}`;
        const leaks = [other.mark, other.organization.tenant].filter((secret) => told.includes(secret));
        if (!isRight || leaks.length > 0) foreign.push({ route, leaks, theirs: theirs.text, ours: ours.text });
      }
    }
  };
  const [alpha, omega] = sides;
  await Promise.all([lane(alpha, omega), lane(omega, alpha)]);
  expect(foreign).toEqual([]);
  // A route that is added has to be asked here, too.
  expect([...seen].sort()).toEqual(Object.keys(extensionSchemaOperations).sort());
  for (const [own, other] of [sides, [omega, alpha] as const]) {
    const { items } = await api.call(
      'listAuditEvents',
      { params: { organization: own.organization.tenant }, query: { limit: 100 } },
      admin,
    );
    expect(items.filter(({ action }) => action.startsWith('connection.schema_'))).not.toEqual([]);
    expect(JSON.stringify(items)).not.toContain(other.mark);
  }
});
