/**
 * Keys that MongoDB's paths would read as something else: dots and dollars mean structure and variables, numbers mean
 * places in arrays, `_bsontype` means a type to the driver and `__proto__` an object's ancestor.
 */
const special = /[.$%]|^\d*$|^__proto__$|^_bsontype$/;
const whole = /^\d+$|^__proto__$|^_bsontype$/;

const codes: Readonly<Record<string, string>> = { '.': '%2E', $: '%24', '%': '%25' };

/** Whether a key has to be stored under another name. */
export const isSpecialKey = (key: string): boolean => special.test(key);

/** The name a key is stored under: itself, or an escaped form that no other key has. */
export function storedKey(key: string): string {
  if (!special.test(key)) return key;
  if (key === '') return '%';
  if (whole.test(key)) return `%_${key}`;
  return key.replaceAll(/[.$%]/g, (sign) => codes[sign] ?? sign);
}

/** The inverse of `storedKey`. */
export function originalKey(stored: string): string {
  if (!stored.includes('%')) return stored;
  if (stored === '%') return '';
  if (stored.startsWith('%_')) return stored.slice(2);
  return stored.replaceAll('%2E', '.').replaceAll('%24', '$').replaceAll('%25', '%');
}
