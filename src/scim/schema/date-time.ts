const DATE_TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Beyond them, text with four digits of a year is no more in the order of time. */
const EARLIEST = Date.parse('0000-01-01T00:00:00.000Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * An xsd:dateTime (RFC 7643 §2.3.5) as an instant in UTC with milliseconds, so that text order is time order; a missing
 * zone counts as UTC. What its zone moves out of the years 0000 to 9999 becomes the first or last moment of them: directories
 * say "never" by the end of 9999. Undefined when it is none.
 */
export function toInstant(text: string): string | undefined {
  if (text.length > 40 || !DATE_TIME.test(text) || !isDay(text.slice(0, 10))) return undefined;
  const ms = Date.parse(text.length === 10 || hasZone(text) ? text : `${text}Z`);
  return Number.isNaN(ms) ? undefined : new Date(Math.min(Math.max(ms, EARLIEST), LATEST)).toISOString();
}

/** Whether a date and time says in which zone it is meant. */
export const hasZone = (text: string): boolean => /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10));

/** `Date` takes February 30 for March 2. */
function isDay(date: string): boolean {
  const ms = Date.parse(date);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
