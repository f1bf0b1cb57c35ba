import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import request from 'supertest';
import { PROVISIONING_SCHEMA } from '../../src/domain/provisioning/own-extension.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

/** Discovery is served by routes of our own; scimmy-routers, mounted beside them, says what they should answer. */
describe('Discovery beside scimmy-routers', () => {
  let service: ScimService;
  let client: ScimClient;
  let close: () => Promise<unknown>;
  let reference: string;

  beforeAll(async () => {
    SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser);
    SCIMMY.Resources.declare(SCIMMY.Resources.User);
    SCIMMY.Resources.declare(SCIMMY.Resources.Group);
    service = await startScimService();
    client = await service.connect();
    const app = express();
    const baseUri = () => new URL(service.url).origin;
    app.use('/scim/v2', new SCIMMYRouters({ type: 'bearer', handler: () => 'reference', baseUri }));
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    reference = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
    close = () => new Promise((resolve) => server.close(resolve));
  });
  afterAll(async () => {
    await close();
    await service.close();
  });

  interface Described {
    readonly id: string;
    readonly description: string;
  }
  const byId = (resources: readonly Described[]) =>
    // Descriptions of whole schemas and types are worded here; their order does not matter.
    Object.fromEntries(resources.map(({ description: _worded, ...resource }) => [resource.id, resource]));

  /** The extension of Holdfast itself, which the reference knows nothing of. */
  const isOwn = (one: { readonly id?: string; readonly schema?: string }) =>
    one.id === PROVISIONING_SCHEMA || one.schema === PROVISIONING_SCHEMA;
  const withoutOwn = (resources: readonly (Described & { schemaExtensions?: { schema: string }[] })[]) =>
    resources
      .filter((resource) => !isOwn(resource))
      .map(({ schemaExtensions, ...resource }) => ({
        ...resource,
        ...(schemaExtensions && { schemaExtensions: schemaExtensions.filter((one) => !isOwn(one)) }),
      }));

  it.each(['/Schemas', '/ResourceTypes'])('answers %s alike', async (path) => {
    const expected = await request(reference).get(path);
    const { body } = await client.send('GET', path);
    expect(body.totalResults).toBe(body.Resources.length);
    expect(byId(withoutOwn(body.Resources))).toEqual(byId(expected.body.Resources));
  });

  it.each([
    '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User',
    '/Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    '/ResourceTypes/Group',
  ])('answers %s alike', async (path) => {
    const expected = await request(reference).get(path);
    const { body } = await client.send('GET', path);
    expect(byId([body])).toEqual(byId([expected.body]));
  });
});
