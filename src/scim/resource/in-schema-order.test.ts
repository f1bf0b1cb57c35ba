import { describe, expect, it } from '@jest/globals';
import { userType } from '../schema/resource-types.ts';
import { ENTERPRISE_USER_SCHEMA } from '../schema/schema-urns.ts';
import { inSchemaOrder } from './in-schema-order.ts';

describe('inSchemaOrder', () => {
  it('puts attributes and sub-attributes in the order of their definitions, whatever order they are kept in', () => {
    const kept = {
      [ENTERPRISE_USER_SCHEMA]: { manager: { displayName: 'Bo', value: '26118915' }, employeeNumber: '701984' },
      emails: [{ type: 'work', primary: true, value: 'ana@acme.example' }, { value: 'ana@home.example' }],
      title: 'Engineer',
      name: { givenName: 'Ana', familyName: 'López' },
    };
    expect(JSON.stringify(inSchemaOrder(userType, kept))).toBe(
      JSON.stringify({
        name: { familyName: 'López', givenName: 'Ana' },
        title: 'Engineer',
        emails: [{ value: 'ana@acme.example', type: 'work', primary: true }, { value: 'ana@home.example' }],
        [ENTERPRISE_USER_SCHEMA]: { employeeNumber: '701984', manager: { value: '26118915', displayName: 'Bo' } },
      }),
    );
  });

  it('keeps every value as it is', () => {
    const kept = { nickName: '', roles: ['admin', { value: 'auditor' }], x509Certificates: [{ value: 'YQ==' }] };
    expect(inSchemaOrder(userType, kept)).toEqual(kept);
  });
});
