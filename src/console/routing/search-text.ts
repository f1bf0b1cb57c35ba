/** Search parameters as people would write them: `?state=held,failed&since=24h`. All values are text. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (Array.isArray(value) && value.length > 0) parameters.set(key, value.join(','));
    else if (typeof value === 'string' && value !== '') parameters.set(key, value);
    else if (typeof value === 'number' || typeof value === 'boolean') parameters.set(key, String(value));
  }
  const text = parameters.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text ? `?${text}` : '';
}

/** A text parameter; undefined when absent, empty, or something else. */
export const textIn = (search: Record<string, unknown>, key: string): string | undefined => {
  const value = search[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** One of a few words; anything else counts as absent, so that a mistyped address still opens. */
export const wordIn = <const Word extends string>(
  search: Record<string, unknown>,
  key: string,
  words: readonly Word[],
): Word | undefined => words.find((word) => word === search[key]);

/** A list of words, as `a,b` or as an array. */
export function wordsIn<const Word extends string>(
  search: Record<string, unknown>,
  key: string,
  words: readonly Word[],
): Word[] | undefined {
  const value = search[key];
  const given = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  const known = words.filter((word) => given.includes(word));
  return known.length > 0 ? known : undefined;
}

/** Leaves out what is undefined: under exactOptionalPropertyTypes an absent key and an undefined one differ. */
export function compact<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
} {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
