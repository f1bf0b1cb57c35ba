/** An instant as stored and sent: ISO 8601 in UTC with milliseconds, so that text order is time order. */
export type Instant = string;

export const addMs = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) + ms).toISOString();
