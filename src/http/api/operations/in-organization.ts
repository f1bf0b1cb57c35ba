import { z } from 'zod';
import { Id } from '../schemas/scalars.ts';

const organization = Id.describe('Id or slug of the organization');

/** Path parameters below an organization. */
export const inOrganization = <T extends z.ZodRawShape = Record<never, never>>(further?: T) =>
  z.strictObject({ organization, ...(further as T) });
