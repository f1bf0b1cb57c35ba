/**
 * Keys that MongoDB's paths would read as something else: dots and dollars mean structure and variables, numbers mean
 * places in arrays. And keys that the driver stumbles over: `_bsontype` means a type to it, and what every object inherits
 * it looks up in its tables without asking whether it is there.
 */
const signs = /[.$%]/;
const whole = new Set(['_bsontype', ...Object.getOwnPropertyNames(Object.prototype)]);
const digits = /^\d*$/;

const codes: Readonly<Record<string, string>> = { '.': '%2E', $: '%24', '%': '%25' };

/** Whether a key has to be stored under another name. */
export const isSpecialKey = (key: string): boolean => signs.test(key) || digits.test(key) || whole.has(key);

/** The name a key is stored under: itself, or an escaped form that no other key has. */
export function storedKey(key: string): string {
  if (!isSpecialKey(key)) return key;
  if (key === '') return '%';
  if (whole.has(key) || digits.test(key)) return `%_${key}`;
  return key.replaceAll(/[.$%]/g, (sign) => codes[sign] ?? sign);
}

/** The inverse of `storedKey`. */
export function originalKey(stored: string): string {
  if (!stored.includes('%')) return stored;
  if (stored === '%') return '';
  if (stored.startsWith('%_')) return stored.slice(2);
  return stored.replaceAll('%2E', '.').replaceAll('%24', '$').replaceAll('%25', '%');
}
