import type { Json } from '../../domain/provisioning/directory-user.ts';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const LONGEST = 40;

/**
 * A number, also one written as text: `"3"`, `"1.5"`. Of a client's own attributes only the client knows the type: Entra
 * treats those added to its attribute list as text unless told otherwise, and profile mappings of other providers may do
 * the same. No recorded traffic shows it. Only what JSON would take for a number is one: no `"007"`, no `"1,5"`, no spaces.
 */
export function readNumber(value: Json): number | undefined {
  if (typeof value === 'string') {
    return value.length <= LONGEST && NUMBER.test(value) ? readNumber(Number(value)) : undefined;
  }
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The same of whole numbers, as far as they are exact; text has to be digits only. */
export function readInteger(value: Json): number | undefined {
  if (typeof value === 'string' && !/^-?\d+$/.test(value)) return undefined;
  const number = readNumber(value);
  return Number.isSafeInteger(number) ? number : undefined;
}
