import { type Connection, type Model, Schema } from 'mongoose';
import type { StoredCollection, StoredDocument } from './stored-collection.ts';

/** The mongoose model of a collection. Its schema is the layout's last word; `migrate` makes its indexes. */
export function modelOf(connection: Connection, collection: StoredCollection): Model<StoredDocument> {
  const known = connection.models[collection.name];
  if (known !== undefined) return known as Model<StoredDocument>;
  const schema = new Schema<StoredDocument>(
    {
      _id: { type: String, required: true },
      t: { type: String, required: true },
      i: { type: String, required: true },
      v: { type: Number, required: true },
      d: { type: Schema.Types.Mixed, required: true },
      f: Schema.Types.Mixed,
      k: Schema.Types.Mixed,
      e: Boolean,
    },
    {
      strict: 'throw',
      autoIndex: false,
      autoCreate: false,
      versionKey: false,
      minimize: false,
      collection: collection.name,
    },
  );
  return connection.model<StoredDocument>(collection.name, schema, collection.name);
}
