import { type ExtensionSchema, extensionAttribute } from '../../domain/provisioning/extension-schema.ts';
import { PROVISIONING_SCHEMA } from '../../domain/provisioning/own-extension.ts';
import type { AttributeDefinition } from './attribute-definition.ts';

const workedOut = { mutability: 'readOnly', returned: 'request', filterable: false } as const;

/** Holdfast's own extension: what it did with a person, and when the person is to leave. */
export const provisioningExtension: ExtensionSchema = {
  id: PROVISIONING_SCHEMA,
  name: 'Provisioning',
  description: 'What Holdfast did with a user, and when the user is to be deprovisioned',
  resourceType: 'User',
  required: false,
  attributes: [
    extensionAttribute('provisioningStatus', {
      ...workedOut,
      description: 'What became of the user here',
      canonicalValues: ['active', 'pending', 'suspended', 'ended', 'held', 'unlinked'],
    }),
    extensionAttribute('terminationDate', {
      type: 'dateTime',
      description:
        'When the user is deprovisioned as by active=false, with its time zone; moving or clearing it before then cancels that',
    }),
    extensionAttribute('holdReason', { ...workedOut, description: 'Why a removal of the user is held back' }),
  ],
};

const NOT_STORED = {
  workedOut: true,
  unfilterable: 'is worked out when it is asked for: neither filters nor sortBy can name it',
} as const;

/** What is said of its attributes besides. */
export const provisioningRules: Readonly<Record<string, Partial<AttributeDefinition>>> = {
  provisioningStatus: NOT_STORED,
  terminationDate: { zoned: true },
  holdReason: NOT_STORED,
};
