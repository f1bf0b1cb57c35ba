import { badRequest, ScimError } from '../errors/scim-error.ts';

export interface JsonBounds {
  /** Members and elements in the whole text. */
  readonly values: number;
}

/** Nothing in SCIM is nested deeper than a handful of levels. */
const MAX_DEPTH = 64;
/** Shorter texts are parsed in no time, whatever is in them. */
const HARMLESS_BYTES = 16 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Looks at a JSON text before it is parsed: one pass over its bytes, given up at the first bound it breaks. A text of a
 * few megabytes can hold more nesting or more elements than a parser, and whatever looks at its result, gets through
 * before others have waited too long.
 * @throws ScimError 400 invalidSyntax when it is nested too deep, 413 when it holds too much
 */
export function assertBounded(text: Buffer, { values }: JsonBounds): void {
  if (text.length <= HARMLESS_BYTES) return;
  let depth = 0;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case COMMA:
        if (++count > values) throw new ScimError(413, undefined, TOO_MUCH);
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (++depth > MAX_DEPTH) {
          throw badRequest('invalidSyntax', `The body is nested more than ${MAX_DEPTH} levels deep`);
        }
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth--;
        break;
    }
  }
}

const TOO_MUCH = 'The body holds more values than are taken at once: split the request';

/** The position of the closing quote, or the end of a text that lacks one. */
function endOfString(text: Buffer, start: number): number {
  for (let end = text.indexOf(QUOTE, start + 1); end >= 0; end = text.indexOf(QUOTE, end + 1)) {
    let before = end - 1;
    while (text[before] === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}
