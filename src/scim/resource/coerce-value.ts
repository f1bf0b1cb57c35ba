import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { invalidValue } from '../errors/scim-error.ts';
import { asElement, asList } from '../idp-dialects/list-forms.ts';
import { readReferenceForms } from '../idp-dialects/manager-forms.ts';
import { readText } from '../idp-dialects/numbers-as-text.ts';
import { readBoolean } from '../idp-dialects/string-booleans.ts';
import { readInteger, readNumber } from '../idp-dialects/text-as-numbers.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import { hasZone, toInstant } from '../schema/date-time.ts';
import { tidyList } from './tidy-list.ts';

/**
 * Brings a client's value of an attribute into canonical form: canonical attribute names, the declared type, unknown,
 * read-only and write-only sub-attributes left out. Undefined when the value means "unset": null, an empty list, an empty
 * complex value (RFC 7643 §2.5) or a date written as `""`, which is how clients clear what is text to them. Never copies a
 * key it does not know, so no key can reach a prototype.
 * @throws ScimError 400 invalidValue naming the attribute
 */
export function coerceValue(attribute: AttributeDefinition, value: Json): Json | undefined {
  if (value === null) return undefined;
  if (!attribute.multiValued) return coerceSingle(attribute, value);
  const list = coerceList(attribute, value);
  return list.length === 0 ? undefined : list;
}

/** The elements of a multi-valued attribute, each once, at most one of them primary. */
export function coerceList(attribute: AttributeDefinition, value: Json): Json[] {
  const list: Json[] = [];
  for (const raw of asList(value)) {
    const element = coerceElement(attribute, raw);
    if (element !== undefined) list.push(element);
  }
  return list.length < 2 ? list : tidyList(list);
}

export const coerceElement = (list: AttributeDefinition, value: Json): Json | undefined =>
  value === null ? undefined : coerceSingle(list, asElement(list, value));

function coerceSingle(attribute: AttributeDefinition, value: Json): Json | undefined {
  switch (attribute.type) {
    case 'boolean':
      return readBoolean(value) ?? refuse(attribute, value, 'true or false');
    case 'integer':
      return readInteger(value) ?? refuse(attribute, value, 'a whole number');
    case 'decimal':
      return readNumber(value) ?? refuse(attribute, value, 'a number');
    case 'dateTime':
      return value === '' ? undefined : coerceDateTime(attribute, value);
    case 'binary':
      return isBase64(value) ? value : refuse(attribute, value, 'base64-encoded text');
    case 'complex':
      return coerceComplex(attribute, attribute.multiValued ? value : readReferenceForms(attribute, value));
    default:
      return readText(value) ?? refuse(attribute, value, 'text');
  }
}

function coerceDateTime(attribute: AttributeDefinition, value: Json): string {
  const instant = typeof value === 'string' ? toInstant(value) : undefined;
  if (instant !== undefined && !(attribute.zoned && !hasZone(String(value)))) return instant;
  return refuse(attribute, value, attribute.zoned ? ZONED : 'a date and time');
}

const ZONED = 'a date and time with its time zone, like "2027-01-31T17:00:00+01:00" or "2027-01-31T16:00:00Z"';

function coerceComplex(attribute: AttributeDefinition, value: Json): JsonObject | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return refuse(attribute, value, 'an object');
  const complex: Record<string, Json> = {};
  let isEmpty = true;
  for (const [key, raw] of Object.entries(value)) {
    const sub = attribute.subAttributes.get(key.toLowerCase());
    if (!sub || sub.mutability === 'readOnly') continue;
    const coerced = coerceValue(sub, raw);
    // Checked, and not kept: nobody could ever see it, and only a leak would.
    if (coerced === undefined || sub.mutability === 'writeOnly') continue;
    complex[sub.name] = coerced;
    isEmpty = false;
  }
  return isEmpty ? undefined : complex;
}

const BASE64 = /^[A-Za-z0-9+/_\s-]*={0,2}$/;
function isBase64(value: Json): value is string {
  if (typeof value !== 'string' || !BASE64.test(value)) return false;
  const digits = value.replaceAll(/[\s=]/g, '').length;
  return digits % 4 !== 1 && (digits > 0 || value === '');
}

function refuse(attribute: AttributeDefinition, value: Json, expected: string): never {
  const shown = typeof value === 'object' ? (Array.isArray(value) ? 'a list' : 'an object') : shorten(value);
  throw invalidValue(`${attribute.label} must be ${expected}, not ${shown}`);
}

const shorten = (value: string | number | boolean): string => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
