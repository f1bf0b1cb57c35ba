// The bare server on PostgreSQL: one prepared statement for each request.
import pg from 'pg';
import { CONNECTIONS, serveRoutes } from './routes.mjs';

const statements = {
  get: { name: 'get', text: 'select doc from bare.users where id = $1' },
  find: { name: 'find', text: 'select doc from bare.users where user_name = $1' },
  insert: { name: 'insert', text: 'insert into bare.users (id, user_name, doc) values ($1, $2, $3)' },
  replace: { name: 'replace', text: 'update bare.users set user_name = $2, doc = $3 where id = $1' },
  merge: { name: 'merge', text: 'update bare.users set doc = doc || $2::jsonb where id = $1 returning doc' },
  count: { name: 'count', text: 'select count(*)::int as total from bare.users' },
  page: { name: 'page', text: 'select doc from bare.users order by id limit $2 offset $1' },
  groups: { name: 'groups', text: 'select doc from bare.groups order by id limit $1' },
  addMember: { name: 'add', text: 'insert into bare.members (id, group_id, user_id, doc) values ($1, $2, $3, $4)' },
  addMembers: {
    name: 'add-all',
    text: `insert into bare.members (id, group_id, user_id, doc)
      select e->>'id', e->>'groupId', e->>'userId', e from jsonb_array_elements($1::jsonb) as e`,
  },
};

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: CONNECTIONS });
const run = (statement, values) => pool.query({ ...statement, values });

serveRoutes({
  get: async (id) => (await run(statements.get, [id])).rows[0].doc,
  find: async (userName) => (await run(statements.find, [userName])).rows.map(({ doc }) => doc),
  insert: async (doc) => {
    await run(statements.insert, [doc.id, doc.userName, doc]);
    return doc;
  },
  replace: async (doc) => {
    await run(statements.replace, [doc.id, doc.userName, doc]);
    return doc;
  },
  merge: async (id, value) => (await run(statements.merge, [id, value])).rows[0].doc,
  page: async (offset, limit) => {
    const [count, page] = await Promise.all([run(statements.count, []), run(statements.page, [offset, limit])]);
    return { totalResults: count.rows[0].total, found: page.rows.map(({ doc }) => doc) };
  },
  groups: async (limit) => (await run(statements.groups, [limit])).rows.map(({ doc }) => doc),
  addMembers: async (members) => {
    const [only, ...more] = members;
    if (more.length > 0) await run(statements.addMembers, [JSON.stringify(members)]);
    else {
      const { id, ...doc } = only;
      await run(statements.addMember, [id, doc.groupId, doc.userId, doc]);
    }
  },
});
