import { FilterError } from './filter-error.ts';
import type { ComparisonValue } from './filter-syntax.ts';

/**
 * `word` covers attribute names, operators and keywords: which of them it is depends on where it stands (an attribute may
 * be called `not`). A word that begins with a dot is a sub-attribute, which only follows a bracket. `other` is a character
 * no filter has outside a string.
 */
export type Token =
  | { readonly kind: '(' | ')' | '[' | ']' | 'end'; readonly at: number }
  | { readonly kind: 'word' | 'other'; readonly text: string; readonly at: number }
  | { readonly kind: 'value'; readonly value: ComparisonValue; readonly at: number };

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z$_.][\w$.:/%-]*/y;
const STRING_STOP = /["\\]/g;

/** Reads one token after another, each character once. */
export class FilterTokens {
  readonly #text: string;
  #position: number;
  #current: Token;

  constructor(text: string, start = 0) {
    this.#text = text;
    this.#position = start;
    this.#current = this.#read();
  }

  get current(): Token {
    return this.#current;
  }

  /** The current token; the next one becomes current. */
  take(): Token {
    const taken = this.#current;
    this.#current = this.#read();
    return taken;
  }

  #read(): Token {
    const text = this.#text;
    while (isSpace(text.charCodeAt(this.#position))) this.#position++;
    const at = this.#position;
    const first = text[at];
    if (first === undefined) return { kind: 'end', at };
    if (first === '(' || first === ')' || first === '[' || first === ']') {
      this.#position++;
      return { kind: first, at };
    }
    if (first === '"') return { kind: 'value', value: this.#string(at), at };
    const number = this.#match(NUMBER, at);
    if (number !== undefined) return { kind: 'value', value: this.#number(number, at), at };
    const word = this.#match(WORD, at);
    if (word !== undefined) return { kind: 'word', text: word, at };
    const other = String.fromCodePoint(text.codePointAt(at) ?? 0);
    this.#position += other.length;
    return { kind: 'other', text: other, at };
  }

  #match(pattern: RegExp, at: number): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#position = at + found.length;
    return found;
  }

  #number(text: string, at: number): number {
    const value = Number(text);
    if (!Number.isFinite(value)) throw new FilterError(at, 'Expected a number that a double can hold');
    return value;
  }

  #string(start: number): string {
    STRING_STOP.lastIndex = start + 1;
    for (;;) {
      const stop = STRING_STOP.exec(this.#text);
      if (stop === null) throw new FilterError(start, 'Expected a closing quote: the string that begins here has none');
      if (stop[0] === '"') break;
      STRING_STOP.lastIndex = stop.index + 2;
    }
    this.#position = STRING_STOP.lastIndex;
    try {
      return JSON.parse(this.#text.slice(start, this.#position)) as string;
    } catch {
      throw new FilterError(
        start,
        'Expected a string by the rules of JSON: a backslash or a control character in it is not escaped',
      );
    }
  }
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
