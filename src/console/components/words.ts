/** With a capital, as sentences and options begin. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `1 person`, `3 people`. */
export const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (parts: readonly string[]): string =>
  new Intl.ListFormat('en', { style: 'long', type: 'conjunction' }).format(parts);
