// What Holdfast is compared with: Express routes that do one statement each, in a process of their own. Documents are as
// large as Holdfast's, under a primary key and one unique index. No authentication, no log.
import express from 'express';
import { v7 } from 'uuid';

/** Connections to the database. */
export const CONNECTIONS = 16;

/** Serves the routes on a store whose methods are one statement each. */
export function serveRoutes(store) {
  const app = express();
  app.use(express.json({ type: ['application/json', 'application/scim+json'] }));

  app.get('/Users/:id', async (request, response) => {
    response.json(await store.get(request.params.id));
  });

  app.get('/Users', async (request, response) => {
    const { startIndex, count } = request.query;
    if (startIndex !== undefined) {
      const { totalResults, found } = await store.page(Number(startIndex) - 1, Number(count));
      response.json({ totalResults, startIndex: Number(startIndex), itemsPerPage: found.length, Resources: found });
      return;
    }
    const userName = /^userName eq "(.*)"$/.exec(request.query.filter)[1];
    const found = await store.find(userName);
    response.json({ totalResults: found.length, Resources: found });
  });

  app.post('/Users', async (request, response) => {
    response.status(201).json(await store.insert({ id: v7(), ...request.body }));
  });

  app.put('/Users/:id', async (request, response) => {
    response.json(await store.replace({ id: request.params.id, ...request.body }));
  });

  app.patch('/Users/:id', async (request, response) => {
    response.json(await store.merge(request.params.id, request.body.Operations[0].value));
  });

  app.get('/Groups', async (request, response) => {
    const found = await store.groups(Number(request.query.count));
    response.json({ totalResults: found.length, Resources: found });
  });

  app.patch('/Groups/:id', async (request, response) => {
    const groupId = request.params.id;
    const addedAt = new Date().toISOString();
    const touchedBy = v7();
    const { value } = request.body.Operations[0];
    await store.addMembers(value.map(({ value: userId }) => ({ id: v7(), groupId, userId, touchedBy, addedAt })));
    response.status(204).end();
  });

  const server = app.listen(0, '127.0.0.1', () => {
    process.send({ kind: 'service', baseUrl: `http://127.0.0.1:${server.address().port}` });
  });
  process.on('disconnect', () => process.exit());
  process.on('SIGTERM', () => process.exit());
}
