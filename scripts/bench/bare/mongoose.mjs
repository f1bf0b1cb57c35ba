// The bare server on MongoDB with mongoose as people write it: schemas, `lean` reads, one statement for each request.
import mongoose, { Schema } from 'mongoose';
import { bareDocument } from './bare-document.mjs';
import { CONNECTIONS, serveRoutes } from './routes.mjs';

const typed = (more = {}) => new Schema({ value: String, type: String, ...more }, { _id: false });
const options = { autoIndex: false, autoCreate: false, versionKey: false };

const User = mongoose.model(
  'User',
  new Schema(
    {
      _id: String,
      schemas: [String],
      userName: { type: String, required: true, unique: true },
      externalId: String,
      name: { givenName: String, familyName: String, formatted: String },
      displayName: String,
      title: String,
      active: Boolean,
      preferredLanguage: String,
      timezone: String,
      emails: [typed({ primary: Boolean })],
      phoneNumbers: [typed()],
      enterprise: { employeeNumber: String, department: String, costCenter: String, organization: String },
      meta: { resourceType: String, created: String, lastModified: String, location: String, version: String },
    },
    { ...options, collection: 'users' },
  ),
);
const Group = mongoose.model(
  'Group',
  new Schema(
    {
      _id: String,
      schemas: [String],
      displayName: String,
      meta: { resourceType: String, created: String, lastModified: String, location: String, version: String },
    },
    { ...options, collection: 'groups' },
  ),
);
const Member = mongoose.model(
  'Member',
  new Schema(
    { _id: String, groupId: String, userId: String, touchedBy: String, addedAt: String },
    { ...options, collection: 'members' },
  ),
);

await mongoose.connect(process.env.DATABASE_URL, { dbName: 'bare', maxPoolSize: CONNECTIONS });

serveRoutes({
  get: (id) => User.findById(id).lean(),
  find: (userName) => User.find({ userName }).lean(),
  insert: (doc) => User.create(bareDocument(doc)),
  replace: async (doc) => {
    const document = bareDocument(doc);
    await User.replaceOne({ _id: document._id }, document);
    return document;
  },
  merge: (id, value) => User.findByIdAndUpdate(id, { $set: value }, { returnDocument: 'after' }).lean(),
  page: async (offset, limit) => {
    const [totalResults, found] = await Promise.all([
      User.countDocuments(),
      User.find().sort({ _id: 1 }).skip(offset).limit(limit).lean(),
    ]);
    return { totalResults, found };
  },
  groups: (limit) => Group.find().sort({ _id: 1 }).limit(limit).lean(),
  addMembers: (added) => Member.insertMany(added.map(({ id, ...doc }) => ({ _id: id, ...doc }))),
});
