import { type Collections, collections } from '../ports/collections.ts';

export type CollectionName = keyof Collections;

/** What belongs to the processes of one database and not to the installation, or is only there to be looked at for a while. */
const LEFT_BEHIND: readonly CollectionName[] = ['leases', 'operatingMode', 'processes', 'moves', 'loggedRequests'];

/** Every collection that a move carries over. */
export const movedCollections: readonly CollectionName[] = (Object.keys(collections) as CollectionName[]).filter(
  (name) => !LEFT_BEHIND.includes(name),
);
