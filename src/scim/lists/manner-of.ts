import type { Rendering } from '../protocol/scim-call.ts';
import type { ResourceType } from '../schema/resource-type.ts';

/** What clients ask for in more words is not kept. */
const LONGEST = 1_000;

const serials = new WeakMap<ResourceType, number>();
let latestSerial = 0;

/**
 * By which schemas a resource is shown, how much of it, and below which address, as a text. The schemas are named by a
 * number, as they are large and come and go.
 */
export function mannerOf({ baseUrl, projection: { type, wording } }: Rendering): string {
  const serial = serials.get(type) ?? ++latestSerial;
  serials.set(type, serial);
  return JSON.stringify([serial, baseUrl, wording]);
}

/** Whether what is shown in this manner may be kept. */
export const isKept = (manner: string): boolean => manner.length <= LONGEST;
