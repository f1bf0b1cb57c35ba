// What Holdfast is compared with: Express routes that do one prepared statement each, in a process of their own. The
// tables hold documents as large as Holdfast's, under a primary key and one unique index. No authentication, no log.
import express from 'express';
import pg from 'pg';
import { v7 } from 'uuid';

const CONNECTIONS = 16;

const statements = {
  get: { name: 'get', text: 'select doc from bare.users where id = $1' },
  find: { name: 'find', text: 'select doc from bare.users where user_name = $1' },
  insert: { name: 'insert', text: 'insert into bare.users (id, user_name, doc) values ($1, $2, $3)' },
  replace: { name: 'replace', text: 'update bare.users set user_name = $2, doc = $3 where id = $1' },
  merge: { name: 'merge', text: 'update bare.users set doc = doc || $2::jsonb where id = $1 returning doc' },
  addMember: { name: 'add', text: 'insert into bare.members (id, group_id, user_id, doc) values ($1, $2, $3, $4)' },
};

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: CONNECTIONS });
const run = (statement, values) => pool.query({ ...statement, values });
const app = express();
app.use(express.json({ type: ['application/json', 'application/scim+json'] }));

app.get('/Users/:id', async (request, response) => {
  const { rows } = await run(statements.get, [request.params.id]);
  response.json(rows[0].doc);
});

app.get('/Users', async (request, response) => {
  const userName = /^userName eq "(.*)"$/.exec(request.query.filter)[1];
  const { rows } = await run(statements.find, [userName]);
  response.json({ totalResults: rows.length, Resources: rows.map(({ doc }) => doc) });
});

app.post('/Users', async (request, response) => {
  const doc = { id: v7(), ...request.body };
  await run(statements.insert, [doc.id, doc.userName, doc]);
  response.status(201).json(doc);
});

app.put('/Users/:id', async (request, response) => {
  const doc = { id: request.params.id, ...request.body };
  await run(statements.replace, [doc.id, doc.userName, doc]);
  response.json(doc);
});

app.patch('/Users/:id', async (request, response) => {
  const { rows } = await run(statements.merge, [request.params.id, request.body.Operations[0].value]);
  response.json(rows[0].doc);
});

app.patch('/Groups/:id', async (request, response) => {
  const groupId = request.params.id;
  const userId = request.body.Operations[0].value[0].value;
  const doc = { groupId, userId, touchedBy: v7(), addedAt: new Date().toISOString() };
  await run(statements.addMember, [v7(), groupId, userId, doc]);
  response.status(204).end();
});

const server = app.listen(0, '127.0.0.1', () => {
  process.send({ kind: 'service', baseUrl: `http://127.0.0.1:${server.address().port}` });
});
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => process.exit());
