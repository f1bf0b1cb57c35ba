import { randomBytes } from 'node:crypto';
import type { Pauses } from '../../application/pauses.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { badRequest, ScimError } from '../errors/scim-error.ts';

export interface JsonBounds {
  /** Members and elements in the whole text. */
  readonly values: number;
}

/** Nothing in SCIM is nested deeper than a handful of levels. */
const MAX_DEPTH = 64;
/** No resource has more attributes, and none is a map of data: what is long in SCIM is a list. */
const MAX_MEMBERS = 2_000;
/** Shorter texts are parsed in no time, whatever is in them. */
const HARMLESS_BYTES = 16 * 1024;
/** What is parsed in one go, as far as lists can be cut. */
const PIECE_BYTES = 64 * 1024;
/** How much is looked at between two looks at the clock. */
const LOOK_BYTES = 16 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Something that is open where the text is looked at. */
interface Open {
  readonly isList: boolean;
  readonly start: number;
  members: number;
  /** Where the current piece of a list begins. */
  from: number;
  /** Commas at which the list is cut. */
  cuts: number[] | undefined;
}

/** A list that is parsed apart from what it stands in: from its opening to its closing bracket. */
interface LongList {
  readonly start: number;
  readonly end: number;
  readonly cuts: readonly number[];
}

/**
 * Parses a JSON text without keeping others waiting, however long its lists are: one pass over the bytes finds what breaks
 * a bound and where long lists can be cut, and the pieces are parsed one by one, with pauses.
 * @throws ScimError 400 invalidSyntax when it is no JSON or nested too deep, 413 when it holds too much
 */
export async function parseInPieces(text: Buffer, bounds: JsonBounds, pauses: Pauses): Promise<Json> {
  if (text.length <= HARMLESS_BYTES) return parse(text);
  const lists = await longLists(text, bounds, pauses);
  if (lists.length === 0) return parse(text);
  return parseAround(text, lists, pauses);
}

async function longLists(text: Buffer, { values }: JsonBounds, pauses: Pauses): Promise<LongList[]> {
  const open: Open[] = [];
  const found: LongList[] = [];
  let count = 0;
  let lookAt = LOOK_BYTES;
  for (let at = 0; at < text.length; at++) {
    if (at >= lookAt) {
      lookAt = at + LOOK_BYTES;
      await pauses.pauseWhenDue();
    }
    const byte = text[at];
    switch (byte) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case COMMA: {
        if (++count > values) throw tooMuch();
        const inner = open.at(-1);
        if (inner) countMember(inner, at);
        break;
      }
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (open.length === MAX_DEPTH) {
          throw badRequest('invalidSyntax', `The body is nested more than ${MAX_DEPTH} levels deep`);
        }
        open.push({ isList: byte === OPEN_LIST, start: at, members: 0, from: at, cuts: undefined });
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT: {
        const closed = open.pop();
        if (closed?.isList !== (byte === CLOSE_LIST)) throw notJson();
        if (closed.cuts) keepOutermost(found, { start: closed.start, end: at, cuts: closed.cuts });
        break;
      }
    }
  }
  return found;
}

function countMember(inner: Open, at: number): void {
  if (!inner.isList) {
    if (++inner.members >= MAX_MEMBERS) throw tooMuch();
    return;
  }
  if (at - inner.from < PIECE_BYTES) return;
  inner.cuts ??= [];
  inner.cuts.push(at);
  inner.from = at;
}

/** Lists within a piece are found again when that piece is parsed. */
function keepOutermost(found: LongList[], list: LongList): void {
  while ((found.at(-1)?.start ?? -1) > list.start) found.pop();
  found.push(list);
}

/** Parses the text with short lists in place of the long ones, then those, and puts them where they belong. */
async function parseAround(text: Buffer, lists: readonly LongList[], pauses: Pauses): Promise<Json> {
  const parts: Buffer[] = [];
  let from = 0;
  for (const [index, { start, end }] of lists.entries()) {
    parts.push(text.subarray(from, start), Buffer.from(`["${STAND_IN}",${index}]`));
    from = end + 1;
  }
  parts.push(text.subarray(from));
  const rest = parse(Buffer.concat(parts));
  await pauses.pauseWhenDue();
  const places = new Map<number, Json[]>();
  findStandIns(rest, places);
  for (const [index, list] of lists.entries()) {
    // Where a key repeats, the last one counts: what is dropped must be JSON all the same.
    await fill(places.get(index) ?? [], text, list, pauses);
  }
  return rest;
}

/** Nobody outside this process knows it, so no text holds it. */
const STAND_IN = randomBytes(16).toString('base64url');

/** The lists that stand in for others, by number. */
function findStandIns(value: Json, places: Map<number, Json[]>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value) && value[0] === STAND_IN && typeof value[1] === 'number') {
    places.set(value[1], value as Json[]);
    return;
  }
  for (const inner of Object.values(value) as Json[]) findStandIns(inner, places);
}

async function fill(list: Json[], text: Buffer, { start, end, cuts }: LongList, pauses: Pauses): Promise<void> {
  list.length = 0;
  let from = start + 1;
  for (const to of [...cuts, end]) {
    const piece = Buffer.concat([OPENING, text.subarray(from, to), CLOSING]);
    const elements = piece.length > 2 * PIECE_BYTES ? await parsePiece(piece, pauses) : parse(piece);
    if (!Array.isArray(elements) || elements.length === 0) throw notJson();
    for (const element of elements as readonly Json[]) list.push(element);
    from = to + 1;
    await pauses.pauseWhenDue();
  }
}

/** A piece that is still long holds long lists itself. */
async function parsePiece(piece: Buffer, pauses: Pauses): Promise<Json> {
  const lists = await longLists(piece, { values: Number.POSITIVE_INFINITY }, pauses);
  return lists.length === 0 ? parse(piece) : parseAround(piece, lists, pauses);
}

const OPENING = Buffer.from('[');
const CLOSING = Buffer.from(']');

function parse(text: Buffer): Json {
  try {
    return JSON.parse(text.toString('utf8')) as Json;
  } catch {
    throw notJson();
  }
}

const notJson = (): ScimError => badRequest('invalidSyntax', 'The body is not valid JSON');

const tooMuch = (): ScimError =>
  new ScimError(413, undefined, 'The body holds more values than are taken at once: split the request');

/** The position of the closing quote, or the end of a text that lacks one. */
function endOfString(text: Buffer, start: number): number {
  for (let end = text.indexOf(QUOTE, start + 1); end >= 0; end = text.indexOf(QUOTE, end + 1)) {
    let before = end - 1;
    while (text[before] === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}
