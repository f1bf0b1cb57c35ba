/** The console is in English; an unambiguous form of it, whatever the browser speaks. */
const LOCALE = 'en-GB';

/** The reader's time zone, by name: `Europe/Berlin`. */
export const zoneName = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const part = (date: Date, options: Intl.DateTimeFormatOptions, type: Intl.DateTimeFormatPartTypes): string =>
  new Intl.DateTimeFormat(LOCALE, options).formatToParts(date).find((each) => each.type === type)?.value ?? '';

/** The offset in force at that instant: `GMT+1`, `UTC`. */
export const zoneOffset = (date: Date): string => part(date, { timeZoneName: 'shortOffset' }, 'timeZoneName');

/** `22 Nov 2026, 20:42:13 GMT+1`: never without its zone. */
export const absoluteTime = (date: Date): string =>
  new Intl.DateTimeFormat(LOCALE, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  }).format(date);

const steps: readonly (readonly [limitSeconds: number, unitSeconds: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [60, 1, 'second'],
  [3600, 60, 'minute'],
  [86_400, 3600, 'hour'],
  [7 * 86_400, 86_400, 'day'],
];

/** `3 min ago`, `in 2 hrs`, `yesterday`; beyond a week the date itself, because "43 days ago" helps nobody. */
export function relativeTime(date: Date, now: Date): string {
  const seconds = (date.getTime() - now.getTime()) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 5) return 'just now';
  const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto', style: 'short' });
  for (const [limit, unitSeconds, unit] of steps) {
    if (distance < limit) return relative.format(Math.round(seconds / unitSeconds), unit).replace('.', '');
  }
  const sameYear = date.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(LOCALE, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date);
}

/** `38 ms`, `1.4 s`, `3 min 20 s`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds - minutes * 60)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes - hours * 60} min`;
  return `${Math.round(hours / 24)} days`;
}
