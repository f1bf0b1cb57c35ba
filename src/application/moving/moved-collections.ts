import { type Collections, collections } from '../ports/collections.ts';

export type CollectionName = keyof Collections;

/** What belongs to the processes of one database and not to the installation: it stays behind. */
const LEFT_BEHIND: readonly CollectionName[] = ['leases', 'operatingMode', 'processes', 'moves'];

/** Every collection that a move carries over. */
export const movedCollections: readonly CollectionName[] = (Object.keys(collections) as CollectionName[]).filter(
  (name) => !LEFT_BEHIND.includes(name),
);
