/** These names and numbers stand in the queue's storage: processes of different versions must agree on them. */
export const removalsQueue = (name: string): string => `${name}.removals`;
/** Everything of an installation stands under it; the braces keep it in one hash slot of a cluster, as BullMQ's scripts need. */
export const installationPrefix = (installationId: string): string => `{holdfast-${installationId}}`;
export const othersQueue = (name: string): string => `${name}.others`;

/** BullMQ serves jobs without a priority first, then by rising number. */
export const BULK_PRIORITY = 1;
