import { z } from 'zod';

/** Query parameters of every list. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2000).optional().describe('`nextCursor` of the page before'),
};

/** A page of a list; `nextCursor` is absent on the last page. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().optional(),
    total: z.int().optional().describe('How many there are in all, where counting them is cheap'),
  });
