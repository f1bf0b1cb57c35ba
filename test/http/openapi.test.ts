import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IRouter } from 'express';
import supertest from 'supertest';
import { createApiRouter, expressPath } from '../../src/http/api/api-router.ts';
import { contract } from '../../src/http/api/contract.ts';
import type { ApiServices } from '../../src/http/api/handler.ts';
import { openApiDocument } from '../../src/http/api/openapi-document.ts';
import type { Operation } from '../../src/http/api/operation.ts';
import { type ApiFixture, openApiFixture } from './api-fixture.ts';

const script = fileURLToPath(new URL('../../scripts/write-openapi.mjs', import.meta.url));

describe('the OpenAPI document', () => {
  let api: ApiFixture;
  beforeAll(async () => {
    api = await openApiFixture();
  });
  afterAll(() => api.close());

  it('is valid, and what was committed of it and of the console’s types is what the contract says', async () => {
    await promisify(execFile)(process.execPath, [script, '--check']);
  });

  it('is served as committed, to anybody', async () => {
    const response = await supertest(api.http).get('/api/v1/openapi.json');
    expect(response.body).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
    expect(response.body.openapi).toBe('3.1.0');
  });

  it('documents every route the router serves, and no other', () => {
    const router: IRouter = createApiRouter({} as ApiServices, {});
    const served = router.stack.flatMap(({ route }) =>
      (route?.stack ?? []).flatMap((layer) => (layer.method ? [`${layer.method} ${route?.path}`] : [])),
    );
    const documented = Object.entries(openApiDocument().paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${expressPath(path)}`),
    );
    // The token endpoint stands beside the API.
    const beside = ['post /oauth/token'];
    expect([...served.filter((route) => route !== 'get /openapi.json'), ...beside].sort()).toEqual(documented.sort());
    expect(openApiDocument().paths?.['/oauth/token']?.post?.servers).toEqual([{ url: '/' }]);
  });

  it('lists the problem as the answer to everything else, and where no sign-in is needed', () => {
    const operations = Object.values(openApiDocument().paths ?? {}).flatMap((item) => Object.values(item));
    for (const operation of operations) expect(operation.responses.default).toBeDefined();
    const open = operations.filter((operation) => operation.security?.length === 0).map((one) => one.operationId);
    expect(open.sort()).toEqual(['inspectOneTimeLink', 'redeemOneTimeLink', 'signIn']);
  });
});

describe('the contract', () => {
  const operations = Object.entries<Operation>(contract);

  it('lets a literal part of an address come before a parameter in its place', () => {
    for (const [index, [, later]] of operations.entries()) {
      const pattern = new RegExp(`^${later.path.replace(/\{\w+\}/g, '[^/]+')}$`);
      const hidden = operations.slice(index + 1).filter(([, { method, path }]) => {
        return method === later.method && path !== later.path && pattern.test(path);
      });
      expect(hidden).toEqual([]);
    }
  });

  it('refuses unknown keys everywhere', () => {
    for (const [, { params, query }] of operations) {
      for (const schema of [params, query])
        expect(schema?.safeParse({ 'no such key': 1 }).success ?? false).toBe(false);
    }
  });

  it('names the parameters of its addresses', () => {
    for (const [, { path, params }] of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(params?.shape ?? {}).sort()).toEqual(named.sort());
    }
  });
});
