import { z } from 'zod';
import { Id, Time } from './scalars.ts';

export const RunningProcess = z
  .object({
    id: Id,
    kind: z.enum(['start', 'serve', 'worker']),
    host: z.string(),
    pid: z.int(),
    release: z.string().describe('The version of Holdfast it runs'),
    startedAt: Time,
    seenAt: Time.describe('Its last sign of life; one is given every two seconds'),
    alive: z.boolean().describe('Seen within the last seconds'),
    readOnly: z.boolean().describe('It changes nothing, and nothing it began before is still under way'),
  })
  .meta({ id: 'RunningProcess' });

export const OperationState = z
  .object({
    readOnly: z
      .object({ since: Time, reason: z.string().optional() })
      .optional()
      .describe('Present while the installation takes no changes'),
    processes: z.array(RunningProcess).describe('Every process seen within a day, the newest first'),
  })
  .meta({ id: 'OperationState' });
