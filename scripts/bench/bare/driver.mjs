// The bare server on MongoDB with the driver alone: one statement on a collection for each request.
import mongoose from 'mongoose';
import { bareDocument } from './bare-document.mjs';
import { CONNECTIONS, serveRoutes } from './routes.mjs';

const client = new mongoose.mongo.MongoClient(process.env.DATABASE_URL, { maxPoolSize: CONNECTIONS });
await client.connect();
const users = client.db('bare').collection('users');
const groups = client.db('bare').collection('groups');
const members = client.db('bare').collection('members');

serveRoutes({
  get: (id) => users.findOne({ _id: id }),
  find: (userName) => users.find({ userName }).toArray(),
  insert: async (doc) => {
    const document = bareDocument(doc);
    await users.insertOne(document);
    return document;
  },
  replace: async (doc) => {
    const document = bareDocument(doc);
    await users.replaceOne({ _id: document._id }, document);
    return document;
  },
  merge: (id, value) => users.findOneAndUpdate({ _id: id }, { $set: value }, { returnDocument: 'after' }),
  page: async (offset, limit) => {
    const [totalResults, found] = await Promise.all([
      users.countDocuments(),
      users.find().sort({ _id: 1 }).skip(offset).limit(limit).toArray(),
    ]);
    return { totalResults, found };
  },
  groups: (limit) => groups.find().sort({ _id: 1 }).limit(limit).toArray(),
  addMembers: (added) => members.insertMany(added.map(({ id, ...doc }) => ({ _id: id, ...doc }))),
});
