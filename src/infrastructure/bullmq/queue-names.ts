/** These names and numbers stand in the queue's storage: processes of different versions must agree on them. */
export const removalsQueue = (name: string): string => `${name}.removals`;
export const othersQueue = (name: string): string => `${name}.others`;

/** BullMQ serves jobs without a priority first, then by rising number. */
export const BULK_PRIORITY = 1;
