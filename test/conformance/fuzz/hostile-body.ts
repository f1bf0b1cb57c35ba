import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { attribute, path } from './hostile-text.ts';

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const MILLION = 1_000_000;

/** One in so many bodies is a huge one: they would be all that is sent otherwise. */
const HUGE_EVERY = 1_500;

/** A body as bytes; `encoding` when it says of itself that it is compressed. */
export interface HostileBody {
  readonly bytes: Buffer;
  readonly encoding?: string;
}

/** A hundred megabytes of nothing in a hundred kilobytes, and that once more. */
const BOMB = gzipSync(Buffer.alloc(100_000_000), { level: 9 });
const COMPRESSED: readonly [HostileBody, ...HostileBody[]] = [
  { bytes: BOMB, encoding: 'gzip' },
  { bytes: gzipSync(BOMB), encoding: 'gzip, gzip' },
  { bytes: BOMB, encoding: 'x-gzip' },
  { bytes: BOMB.subarray(0, 5_000), encoding: 'GZIP' },
  { bytes: deflateSync(Buffer.from('{"userName":"deflated"}')), encoding: 'deflate' },
  { bytes: brotliCompressSync(Buffer.alloc(5_000_000)), encoding: 'br' },
  { bytes: Buffer.from('28b52ffd0400010000', 'hex'), encoding: 'zstd' },
  // Compressed without saying so.
  { bytes: BOMB.subarray(0, 5_000) },
];

export interface Known {
  readonly userId: string;
  readonly groupId: string;
}

export function body(random: SeededRandom, known: Known): HostileBody {
  if (random.below(HUGE_EVERY) === 0) return huge(random);
  const kind = random.below(10);
  if (kind < 4) return asBytes(random, patch(random, known));
  if (kind < 7) return asBytes(random, resource(random, known));
  if (kind === 7) return asBytes(random, JSON.stringify(value(random, known, 0)) ?? '');
  return peculiar(random);
}

/** Half of them go out with a few bytes changed. */
export function asBytes(random: SeededRandom, text: string): HostileBody {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length === 0 || random.below(2) === 0) return { bytes };
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    bytes[random.below(bytes.length)] = random.pick([
      0x22, 0x5c, 0x00, 0x7b, 0x7d, 0x5b, 0xff, 0xc0, 0xed, 0x39, 0x2c, 0x3a,
    ]);
  }
  return { bytes };
}

export function patch(random: SeededRandom, known: Known): string {
  const Operations = Array.from({ length: random.below(5) }, () => ({
    op: random.pick(['add', 'Replace', 'remove', 'REMOVE', 'move', '', 'constructor'] as const),
    ...(random.below(3) > 0 && { path: path(random) }),
    ...(random.below(4) > 0 && { value: value(random, known, 0) }),
  }));
  const text = JSON.stringify({ schemas: [PATCH_OP], Operations });
  return withNumbers(random, random.below(20) === 0 ? text.replace('"op":', '"op":"add","op":') : text);
}

export function resource(random: SeededRandom, known: Known): string {
  const made: Record<string, unknown> = {
    userName: `fuzz-${random.below(50)}`,
    displayName: `Fuzz ${random.below(50)}`,
  };
  for (let count = random.below(6); count > 0; count--) {
    const name = attribute(random);
    Object.defineProperty(made, name, { value: value(random, known, 0), enumerable: true, configurable: true });
  }
  const text = JSON.stringify(made);
  // The same key twice: parsers disagree which one counts.
  const twice = random.pick([
    '"userName":"first",',
    '"USERNAME":"other",',
    '"__proto__":{"a":1},"__proto__":null,',
  ] as const);
  return withNumbers(random, random.below(20) === 0 ? text.replace('{', `{${twice}`) : text);
}

/** JSON can say numbers that no double holds; JavaScript can not. */
const withNumbers = (random: SeededRandom, text: string): string =>
  random.below(20) === 0
    ? text.replace(
        /:(?:true|false|null|-?[\d.e+]+)/,
        () => `:${random.pick(['1e999', '-1e999', '1e-999', `1${'0'.repeat(400)}`, '0.1e1', '-0'] as const)}`,
      )
    : text;

function value(random: SeededRandom, known: Known, depth: number): unknown {
  switch (random.below(depth > 3 ? 8 : 12)) {
    case 0:
      return random.pick([null, true, false, 'False', 'true', '', 0, -1, 1.5, 1e300, 2 ** 60] as const);
    case 1:
      return random.pick(['a\0b', '\ud800', '😀', 'İ', '<script>', '../../etc/passwd', `\${jndi:ldap://x}`] as const);
    case 2:
      return random.pick([known.userId, known.groupId, known.userId.toUpperCase(), 'no-such-id'] as const);
    case 3:
      return `${random.below(1e6)}@fuzz.example`;
    case 4:
      return 'x'.repeat(random.below(3_000));
    case 5:
      return [{ value: known.userId }, { value: known.userId }, { $ref: `../Users/${known.userId}` }];
    case 6:
      return { value: 'a@b.example', type: 'work', primary: true };
    case 7:
      return { familyName: 'x', formatted: null };
    case 8:
    case 9:
      return Array.from({ length: random.below(5) }, () => value(random, known, depth + 1));
    default: {
      const made = {};
      for (let count = random.below(4); count > 0; count--) {
        const inner = value(random, known, depth + 1);
        Object.defineProperty(made, attribute(random), { value: inner, enumerable: true, configurable: true });
      }
      return made;
    }
  }
}

function peculiar(random: SeededRandom): HostileBody {
  const bytes = (text: string): HostileBody => ({ bytes: Buffer.from(text) });
  switch (random.below(11)) {
    case 0:
      return bytes('{"a":'.repeat(1 + random.below(20_000)));
    case 1: {
      const depth = 1 + random.below(20_000);
      return bytes(`{"userName":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    }
    case 2:
      return bytes(`{"userName":${'9'.repeat(random.below(400))}e${random.below(999)}}`);
    case 3:
      return bytes('{"__proto__":{"userName":"x","isAdmin":true},"constructor":{"prototype":{"polluted":true}}}');
    case 4:
      return bytes('{"userName":"\\ud800\\u0000","displayName":"\\udfff"}');
    case 5:
      return { bytes: Buffer.from([0xff, 0xfe, 0x7b, 0x7d]) };
    case 6:
      return random.pick(COMPRESSED);
    case 7:
      return { bytes: Buffer.from('{}'), encoding: random.pick(['gzip', 'br', 'identity, gzip', '']) };
    case 8:
      return bytes('');
    case 9:
      return bytes(random.pick(['null', '[]', '0', '"x"', 'true', '{}', '{"Operations":null}', '{"Operations":{}}']));
    default: {
      const noise = Buffer.alloc(random.below(200));
      for (let at = 0; at < noise.length; at++) noise[at] = random.below(256);
      return { bytes: noise };
    }
  }
}

function huge(random: SeededRandom): HostileBody {
  const text = [
    () => `{"displayName":"Huge","members":[${'1,'.repeat(MILLION - 1)}1]}`,
    () => `{"Operations":[{"op":"add","path":"members","value":[${'{},'.repeat(MILLION / 2)}{}]}]}`,
    () => `{"Operations":[${'{},'.repeat(MILLION / 2)}{}]}`,
    () => `{"userName":"${'x'.repeat(900_000)}"}`,
    () => `{"userName":"u","emails":[${'"a",'.repeat(200_000)}"a"]}`,
    () => `{${Array.from({ length: 60_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
    () => 'x'.repeat(9_000_000),
  ];
  return { bytes: Buffer.from(text[random.below(text.length)]?.() ?? '') };
}
