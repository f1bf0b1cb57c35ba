import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeExtensionSchema } from '../../src/application/connections/change-extension-schema.ts';
import type { ExtensionAttribute } from '../../src/domain/provisioning/extension-schema.ts';
import { attribute, declared, HR, schema } from '../support/extension-schema.ts';
import { HoldOnce } from '../support/interleave.ts';
import { createTestApplication } from '../support/test-application.ts';
import { directory, type ScimClient, type ScimService, startScimService } from './scim-service.ts';

/**
 * Two processes: one serves SCIM and goes by the connection as it read it once, the other changes what is declared. Whatever
 * the first one believes, no two records come to have one unique value.
 */
describe('a process that does not know yet that an attribute is unique', () => {
  let service: ScimService;
  beforeAll(async () => {
    service = await startScimService();
  });
  afterAll(() => service.close());

  const declare = (client: ScimClient, attributes: readonly ExtensionAttribute[], checkpoints?: HoldOnce) => {
    const elsewhere = createTestApplication(service.application.database, checkpoints && { checkpoints });
    const { id: connectionId, tenant } = client.connection;
    return changeExtensionSchema(elsewhere, client.organization.person, { tenant, connectionId }, HR, { attributes });
  };
  const unique = [attribute('badge', { uniqueness: 'server' }), attribute('floor')];

  let number = 0;
  const send = (client: ScimClient, values: object, path = '/Users') =>
    client.send(path === '/Users' ? 'POST' : 'PUT', path, { userName: `outdated-${++number}`, [HR]: values });

  it('keeps to it all the same: in POST, PUT and PATCH', async () => {
    const client = await service.connect(declared(schema([attribute('badge'), attribute('floor')])));
    const other = await send(client, { floor: '1' });
    await declare(client, unique);
    const first = await send(client, { badge: 'B-1', floor: '1' });
    expect(first.status).toBe(201);

    const Operations = [{ op: 'add', path: `${HR}:badge`, value: 'b-1' }];
    const refused = [
      await send(client, { badge: 'B-1' }),
      await send(client, { badge: 'B-1' }, `/Users/${other.body.id}`),
      await client.send('PATCH', `/Users/${other.body.id}`, { Operations }),
    ];
    expect(refused.map(({ status, body }) => [status, body.scimType])).toEqual(refused.map(() => [409, 'uniqueness']));
    expect(refused[0]?.body.detail).toContain('unique');

    // Freed by the process that does not know that there is a row to be freed.
    service.change(client, { extensionSchemas: { revision: 'before', schemas: [] } });
    expect((await client.send('DELETE', `/Users/${first.body.id}`)).status).toBe(204);
    service.change(client, declared(schema(unique)));
    expect((await send(client, { badge: 'B-1' })).status).toBe(201);
  });

  it('and lets a value be shared that need not be unique any more', async () => {
    const client = await service.connect(declared(schema(unique)));
    await declare(client, [attribute('badge'), attribute('floor')]);
    const statuses = [await send(client, { badge: 'B-1' }), await send(client, { badge: 'B-1' })];
    expect(statuses.map(({ status }) => status)).toEqual([201, 201]);
  });

  it('whose write was under way in that moment leaves a row, too', async () => {
    const client = await service.connect(declared(schema([attribute('badge'), attribute('floor')])));
    const [write, change] = [new HoldOnce('accept:before-commit'), new HoldOnce('schema-change:committed')];
    const writer = createTestApplication(service.application.database, { checkpoints: write });
    const content = { userName: 'under-way', active: true, attributes: { [HR]: { badge: 'B-1' } } };
    const written = directory.createDirectoryUser(writer, client.organization.request, content);
    await write.arrived;
    const changed = declare(client, unique, change);
    await change.arrived;
    write.release();
    const { id } = await written;
    change.release();
    await changed;

    const taken = await send(client, { badge: 'b-1' });
    expect([taken.status, taken.body.scimType]).toEqual([409, 'uniqueness']);
    const Operations = [{ op: 'remove', path: `${HR}:badge` }];
    expect((await client.send('PATCH', `/Users/${id}`, { Operations })).status).toBe(200);
    expect((await send(client, { badge: 'b-1' })).status).toBe(201);
  });
});
