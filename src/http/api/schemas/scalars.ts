import { z } from 'zod';
import { looksLikeEmail } from '../../../domain/provisioning/directory-user.ts';

/** Ids are opaque strings; what they are made of is not promised. */
export const Id = z.string().min(1).max(100);

export const Time = z.iso.datetime({ precision: 3 }).describe('ISO 8601, in UTC, with milliseconds');

/** A time as callers may write it: any offset; it is stored in UTC. */
export const TimeInput = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .describe('ISO 8601 with a zone');

/** Text for people: trimmed, not empty, without control characters. */
export const Label = z
  .string()
  .trim()
  .min(1)
  .max(200)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must not contain control characters');

export const Reason = z.string().trim().min(1).max(1000);

export const Email = z.string().trim().max(254).refine(looksLikeEmail, 'must be an e-mail address');

/** Long enough to withstand guessing; bounded, because hashing costs time in proportion. */
export const Password = z.string().min(12).max(200);

export const Slug = z
  .string()
  .min(2)
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters and digits, with single hyphens between them');
