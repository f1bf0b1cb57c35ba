import { attribute, HR, schema } from '../../support/extension-schema.ts';
import type { Attribute } from './naive-patch.ts';

export const PLACE = 'urn:acme:params:scim:schemas:place:2.0:User';
/** Of all attributes the one no two people of a connection may share a value of, in any case. */
export const UNIQUE = [HR, 'badge'] as const;
const several = { multiValued: true } as const;
const exactly = { caseExact: true } as const;

/** Every type and every rule an administrator can declare. */
export const patchedExtensions = [
  schema([
    attribute('badge', { uniqueness: 'server' }),
    attribute('grade', { canonicalValues: ['a', 'b'] }),
    attribute('level', { type: 'integer' }),
    attribute('rate', { type: 'decimal' }),
    attribute('remote', { type: 'boolean' }),
    attribute('startsOn', { type: 'dateTime' }),
    attribute('seal', { type: 'binary' }),
    attribute('origin', { mutability: 'immutable' }),
    attribute('score', { mutability: 'readOnly', type: 'integer' }),
    attribute('pin', { mutability: 'writeOnly', returned: 'never' }),
    attribute('skills', several),
    attribute('codes', { ...several, ...exactly }),
    attribute('scores', { ...several, type: 'integer' }),
    attribute('oaths', { ...several, mutability: 'immutable' }),
    attribute('desk', {
      type: 'complex',
      subAttributes: [
        attribute('floor', { type: 'integer' }),
        attribute('room'),
        attribute('tags', several),
        attribute('mark', { mutability: 'immutable' }),
        attribute('owner', { mutability: 'readOnly' }),
        attribute('secret', { mutability: 'writeOnly', returned: 'never' }),
      ],
    }),
    attribute('devices', {
      ...several,
      type: 'complex',
      subAttributes: [
        attribute('value', exactly),
        attribute('type'),
        attribute('primary', { type: 'boolean' }),
        attribute('serial', { mutability: 'immutable' }),
        attribute('weight', { type: 'integer' }),
        attribute('tags', several),
        attribute('secret', { mutability: 'writeOnly', returned: 'never' }),
      ],
    }),
  ]),
  schema([attribute('centre', { required: true }), attribute('floor', { type: 'integer' })], {
    id: PLACE,
    name: 'Place',
  }),
] as const;

const DEVICE = {
  value: 'exact',
  type: 'text',
  primary: 'flag',
  serial: 'immutable',
  weight: 'integer',
  tags: 'texts',
  secret: 'write-only',
} as const;

/** The same for the model, which has no part of the service in it. */
export const extensionAttributes: readonly Attribute[] = [
  { path: UNIQUE, kind: 'text' },
  { path: [HR, 'grade'], kind: 'text' },
  { path: [HR, 'level'], kind: 'integer' },
  { path: [HR, 'rate'], kind: 'decimal' },
  { path: [HR, 'remote'], kind: 'flag' },
  { path: [HR, 'startsOn'], kind: 'date' },
  { path: [HR, 'seal'], kind: 'binary' },
  { path: [HR, 'origin'], kind: 'text', rule: 'immutable' },
  { path: [HR, 'score'], kind: 'integer', rule: 'read-only' },
  { path: [HR, 'pin'], kind: 'text', rule: 'write-only' },
  { path: [HR, 'skills'], kind: 'list', of: 'text' },
  { path: [HR, 'codes'], kind: 'list', of: 'exact' },
  { path: [HR, 'scores'], kind: 'list', of: 'integer' },
  { path: [HR, 'oaths'], kind: 'list', of: 'text', rule: 'immutable' },
  {
    path: [HR, 'desk'],
    kind: 'complex',
    subs: {
      floor: 'integer',
      room: 'text',
      tags: 'texts',
      mark: 'immutable',
      owner: 'read-only',
      secret: 'write-only',
    },
  },
  { path: [HR, 'devices'], kind: 'list', subs: DEVICE },
  { path: [HR, 'devices'], kind: 'list', subs: DEVICE },
  { path: [PLACE, 'centre'], kind: 'text', rule: 'required' },
  { path: [PLACE, 'floor'], kind: 'integer' },
];
