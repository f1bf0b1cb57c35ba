import { z } from 'zod';

/** Every error of the API (RFC 9457), sent as `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string().describe('Stable name of the kind of problem, e.g. `urn:holdfast:problem:last-administrator`'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('A sentence for people'),
    instance: z.string().describe('The id of the request, as in the log and the `x-request-id` header'),
    errors: z
      .array(z.object({ path: z.string().describe('Where in the request, e.g. `body.email`'), message: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
