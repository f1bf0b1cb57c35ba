import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { v7 } from 'uuid';
import { bareDocument } from '../bare/bare-document.mjs';
import { bareGroup, bareUser } from '../directory.mjs';

/** Sync jobs that have not come to rest carry this mark, which the index covers. */
const UNFINISHED = { 'k.i_due': true };

/** Looks at the database beside everything that is measured, and keeps the collections of the bare servers. */
export async function openMongoView({ databaseUrl, queueUrl }) {
  const client = new mongoose.mongo.MongoClient(databaseUrl, { readConcernLevel: 'majority' });
  await client.connect();
  const db = client.db();
  const bare = client.db('bare');
  const jobs = db.collection('syncJobs');
  // Names of indexes end in a digest of what they are.
  const { name: hint } = (await jobs.indexes()).find(({ name }) => name.startsWith('by_due-'));
  const { pid } = await client.db('admin').command({ serverStatus: 1 });

  return {
    serverPid: Number(pid),
    backlog: () => jobs.countDocuments(UNFINISHED, { hint }),

    /** Jobs that the throughput rounds left behind and nobody is going to wait for. Only while no worker runs. */
    async discardBacklog() {
      await jobs.deleteMany(UNFINISHED);
      const queue = new Redis(queueUrl);
      await queue.flushall();
      queue.disconnect();
    },

    /** Does now what would otherwise happen at some time during the measurements. */
    async settle() {
      await client.db('admin').command({ fsync: 1 });
    },

    /** Account ids by directory user id. */
    async accounts() {
      const found = db.collection('directoryUsers').find({ 'd.accountId': { $exists: true } });
      const rows = await found.project({ _id: 0, i: 1, 'd.accountId': 1 }).toArray();
      return new Map(rows.map(({ i, d }) => [i, d.accountId]));
    },

    /** Which of these accounts are suspended in the organization. */
    async suspended(organizationId, accountIds) {
      const ids = accountIds.map((id) => `${organizationId}\0${id}`);
      const found = db.collection('memberships').find({ _id: { $in: ids }, 'd.state': 'suspended' });
      return (await found.project({ _id: 0, i: 1 }).toArray()).map(({ i }) => i);
    },

    unfinishedJobs: (kind) => jobs.countDocuments({ ...UNFINISHED, 'd.kind': kind }, { hint }),

    /** Makes the bare servers' collections, with one user and one group for each name; returns the ids of the users. */
    async createBareTables(names, groupNames) {
      const users = bare.collection('users');
      await users.createIndex({ userName: 1 }, { unique: true });
      await bare.collection('members').createIndex({ groupId: 1, userId: 1 }, { unique: true });
      const ids = names.map(() => v7());
      await users.insertMany(names.map((name, index) => bareDocument(bareUser(ids[index], name))));
      await bare.collection('groups').insertMany(groupNames.map((name) => bareDocument(bareGroup(v7(), name))));
      return ids;
    },

    async emptyBareMembers() {
      await bare.collection('members').deleteMany({});
    },

    close: () => client.close(),
  };
}
