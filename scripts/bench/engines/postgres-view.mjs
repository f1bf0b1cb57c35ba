import pg from 'pg';
import { v7 } from 'uuid';
import { bareGroup, bareUser } from '../directory.mjs';
import { parentOf } from '../processor-time.mjs';

const ROWS_PER_STATEMENT = 1_000;

/** Looks at the database beside everything that is measured, and keeps the tables of the bare server. */
export async function openPostgresView(url) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  const rowsOf = async (text, values) => (await client.query({ text, values, rowMode: 'array' })).rows;

  /** Sync jobs that have not come to rest. */
  async function backlog() {
    const [[count]] = await rowsOf(`select count(*)::int from holdfast.sync_jobs
      where doc->>'state' in ('queued', 'running')`);
    return count;
  }

  const [[backendPid]] = await rowsOf('select pg_backend_pid()');

  return {
    /** The database server itself, whose children the backends are. */
    serverPid: parentOf(backendPid),
    backlog,

    /** Jobs that the throughput rounds left behind and nobody is going to wait for. Only while no worker runs. */
    async discardBacklog() {
      await client.query(`delete from holdfast.sync_jobs where doc->>'state' in ('queued', 'running')`);
      await client.query('truncate holdfast_queue.job cascade');
    },

    /** Does now what would otherwise happen at some time during the measurements. */
    async settle() {
      await client.query('vacuum analyze');
      await client.query('checkpoint');
    },

    /** Account ids by directory user id. */
    async accounts() {
      return new Map(
        await rowsOf(`select id, doc->>'accountId' from holdfast.directory_users where doc->>'accountId' is not null`),
      );
    },

    /** Which of these accounts are suspended in the organization. */
    async suspended(organizationId, accountIds) {
      const rows = await rowsOf(
        `select id from holdfast.memberships where tenant = $1 and id = any($2) and doc->>'state' = 'suspended'`,
        [organizationId, accountIds],
      );
      return rows.map(([id]) => id);
    },

    async unfinishedJobs(kind) {
      const [[count]] = await rowsOf(
        `select count(*)::int from holdfast.sync_jobs where doc->>'state' in ('queued', 'running') and doc->>'kind' = $1`,
        [kind],
      );
      return count;
    },

    /** Makes the bare server's tables, with one user and one group for each name; returns the ids of the users. */
    async createBareTables(names, groupNames) {
      await client.query(`
        create schema bare;
        create table bare.users (id text primary key, user_name text not null unique, doc jsonb not null);
        create table bare.groups (id text primary key, doc jsonb not null);
        create table bare.members (id text primary key, group_id text not null, user_id text not null, doc jsonb not null,
          unique (group_id, user_id));`);
      const ids = names.map(() => v7());
      for (let start = 0; start < names.length; start += ROWS_PER_STATEMENT) {
        const rows = names.slice(start, start + ROWS_PER_STATEMENT).map((name, index) => {
          return bareUser(ids[start + index], name);
        });
        await client.query(
          `insert into bare.users select e->>'id', e->>'userName', e from jsonb_array_elements($1::jsonb) as e`,
          [JSON.stringify(rows)],
        );
      }
      for (const name of groupNames) {
        const id = v7();
        await client.query('insert into bare.groups values ($1, $2)', [id, bareGroup(id, name)]);
      }
      return ids;
    },

    async emptyBareMembers() {
      await client.query('delete from bare.members');
    },

    close: () => client.end(),
  };
}
