import type { Json, JsonObject } from './directory-user.ts';

/** What stands in place of a masked value. */
export const TEXT = '‹text›';
export const NUMBER = '‹number›';

/** Bounds of what is kept of one body: enough to see how it is built. */
const MOST_NODES = 400;
const MOST_ELEMENTS = 20;
const MOST_DEPTH = 12;
const MOST_MASKED_CHARACTERS = 300;
const MOST_PLAIN_CHARACTERS = 2_000;
/** Shorter texts are too common to be taken out of a sentence. */
const LEAST_REPEATED = 3;

/** The parameters of RFC 7644 §3.4.2 whose values say nothing about people. */
const HARMLESS_PARAMETERS: ReadonlySet<string> = new Set([
  'attributes',
  'excludedattributes',
  'sortby',
  'sortorder',
  'startindex',
  'count',
  'aadoptscim062020',
]);
/** Attributes whose values are words of the protocol, or of a fixed few. */
const HARMLESS_ATTRIBUTES: ReadonlySet<string> = new Set([
  'op',
  'type',
  'failonerrors',
  'method',
  'sortby',
  'sortorder',
]);
const PROTOCOL_LISTS: ReadonlySet<string> = new Set(['schemas', 'attributes', 'excludedattributes']);
const WORD = /^[A-Za-z]{1,20}$/;
/** Told apart from real booleans: which of them a provider sends is what one wants to know. */
const BOOLEAN_TEXT = /^(?:true|false)$/i;
/** Bounded, so that a long text without a space costs its length and not its square. */
const EMAIL = /[^\s"'<>(),;:/?&=]{1,100}@[^\s"'<>(),;:/?&=]{1,250}/g;

export interface MaskedBody {
  readonly body: Json;
  /** The texts that were masked, to take them out of other places too. */
  readonly masked: ReadonlySet<string>;
}

/**
 * What a request's body looks like: names of attributes, operators, paths and schemas as they are, values of people only by
 * their type. Bounded, whatever the body; secrets have to be out of it already. `plain` keeps the values and the bounds.
 */
export function maskBody(body: Json, { plain = false }: { readonly plain?: boolean } = {}): MaskedBody {
  const masked = new Set<string>();
  const walk = new Walk(plain, masked);
  return { body: walk.value(body, '', 0), masked };
}

class Walk {
  readonly #plain: boolean;
  readonly #masked: Set<string>;
  #nodes = 0;

  constructor(plain: boolean, masked: Set<string>) {
    this.#plain = plain;
    this.#masked = masked;
  }

  value(value: Json, name: string, depth: number): Json {
    this.#nodes++;
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'string') return this.#text(value, name);
    if (typeof value === 'number') return this.#plain || name === 'failonerrors' ? value : NUMBER;
    if (depth >= MOST_DEPTH || this.#nodes >= MOST_NODES) return '…';
    return Array.isArray(value) ? this.#list(value, name, depth) : this.#object(value as JsonObject, depth);
  }

  #list(list: readonly Json[], name: string, depth: number): Json {
    const kept: Json[] = [];
    for (const element of list) {
      if (kept.length === MOST_ELEMENTS || this.#nodes >= MOST_NODES) break;
      kept.push(this.value(element, name, depth + 1));
    }
    return kept.length < list.length ? [...kept, `… ${list.length - kept.length} more`] : kept;
  }

  #object(object: JsonObject, depth: number): Json {
    const kept: [string, Json][] = [];
    for (const key in object) {
      if (this.#nodes >= MOST_NODES) {
        kept.push(['…', 'more']);
        break;
      }
      kept.push([this.#name(key), this.value(object[key] ?? null, key.toLowerCase(), depth + 1)]);
    }
    // fromEntries defines own properties, so a key called __proto__ stays a mere key.
    return Object.fromEntries(kept) as JsonObject;
  }

  #text(text: string, name: string): string {
    if (this.#plain) return storable(text, MOST_PLAIN_CHARACTERS);
    if (text === '' || BOOLEAN_TEXT.test(text) || isPlaceholder(text)) return text;
    if (PROTOCOL_LISTS.has(name)) return withoutEmails(storable(text, MOST_MASKED_CHARACTERS));
    if (HARMLESS_ATTRIBUTES.has(name) && WORD.test(text)) return text;
    if (name === 'path') return this.#path(text);
    if (text.length >= LEAST_REPEATED && text.length <= MOST_PLAIN_CHARACTERS) this.#masked.add(text);
    return TEXT;
  }

  #name(key: string): string {
    return this.#plain ? storable(key, MOST_MASKED_CHARACTERS) : this.#path(key);
  }

  /** A PATCH or bulk path, or a key that is one: its filter's values are somebody's, its words are the protocol's. */
  #path(path: string): string {
    return maskQuoted(withoutEmails(storable(path, MOST_MASKED_CHARACTERS)));
  }
}

/** What secrets were replaced by before, see `record-request`. */
const isPlaceholder = (text: string): boolean => text === '[removed]' || text === '[too deep]';

/** The path and query of a request. `plain` keeps the values. */
export function maskPath(path: string, { plain = false }: { readonly plain?: boolean } = {}): string {
  const whole = storable(path, MOST_PLAIN_CHARACTERS);
  if (plain) return whole;
  const mark = whole.indexOf('?');
  const place = mark < 0 ? whole : whole.slice(0, mark);
  const query = mark < 0 ? undefined : whole.slice(mark + 1);
  const shown = place.replace(/[^/]*(?:@|%40)[^/]*/gi, TEXT);
  return query === undefined ? shown : `${shown}?${query.split('&').map(maskParameter).join('&')}`;
}

function maskParameter(parameter: string): string {
  const equals = parameter.indexOf('=');
  if (equals < 0) return withoutEmails(parameter);
  const name = parameter.slice(0, equals);
  const value = readable(parameter.slice(equals + 1));
  if (name.toLowerCase() === 'filter') return `${name}=${maskQuoted(withoutEmails(value))}`;
  return HARMLESS_PARAMETERS.has(name.toLowerCase()) ? `${name}=${withoutEmails(value)}` : `${name}=${TEXT}`;
}

function readable(value: string): string {
  try {
    return storable(decodeURIComponent(value.replaceAll('+', ' ')), MOST_PLAIN_CHARACTERS);
  } catch {
    return TEXT;
  }
}

/** A sentence a client was told, without what its request said about people. */
export function maskDetail(detail: string, masked: ReadonlySet<string>): string {
  let shown = storable(detail, MOST_PLAIN_CHARACTERS);
  for (const text of masked) if (shown.includes(text)) shown = shown.replaceAll(text, TEXT);
  return withoutEmails(shown);
}

/** The texts in a filter, which a sentence about it may repeat. */
export const textsInQuery = (path: string): ReadonlySet<string> =>
  new Set(
    [...readable(path.slice(path.indexOf('?') + 1)).matchAll(QUOTED)]
      .map(([, , text = '']) => text)
      .filter((text) => text.length >= LEAST_REPEATED && !WORD.test(text)),
  );

/** A text of a filter, with what it is compared to the type of, if that. */
const QUOTED = /(\btype\s+eq\s+)?"((?:[^"\\]|\\.)*)"?/gi;

/** What is compared with something that is not a text: a number, or a text whose quotes somebody forgot. */
const UNQUOTED = /\b(eq|ne|co|sw|ew|gt|ge|lt|le)(\s+)(?!"|(?:true|false|null)\b)('[^']*'|[^\s")\]]+)/gi;

const maskQuoted = (text: string): string =>
  text
    .replace(UNQUOTED, `$1$2${TEXT}`)
    .replace(QUOTED, (whole, type: string | undefined, value: string) =>
      type !== undefined && WORD.test(value) ? whole : `${type ?? ''}"${TEXT}"`,
    );

const withoutEmails = (text: string): string => (text.includes('@') ? text.replace(EMAIL, TEXT) : text);

/** NUL and lone surrogates, which no database stores. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** Cut to a length, and fit to be stored. */
export const storable = (text: string, most: number): string =>
  (text.length > most ? `${text.slice(0, most)}…` : text).replaceAll(UNSTORABLE, '\ufffd');
