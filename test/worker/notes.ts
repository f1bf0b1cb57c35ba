import { z } from 'zod';
import type { JobDefinition } from '../../src/application/ports/job-queue.ts';

export interface Note {
  readonly text: string;
}

/** A kind of job that only tests know. */
export const notes: JobDefinition<Note> = { name: 'test.notes', payload: z.strictObject({ text: z.string() }) };
export const text = ({ text }: Note): string => text;
