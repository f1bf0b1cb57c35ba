import { describe, expect, it } from '@jest/globals';
import { Forbidden } from '../errors.ts';
import { ACTIONS, authorize, type Principal, type Resource } from './authorize.ts';

const principal = (isInstanceAdministrator: boolean): Principal => ({
  accountId: 'a',
  via: 'session',
  isInstanceAdministrator,
});
const RESOURCES: readonly Resource[] = [{ kind: 'instance' }, { kind: 'organization', organizationId: 'o' }];
const OWN: readonly string[] = ['session.own', 'api_tokens.own'];

describe('authorize', () => {
  it.each(ACTIONS)('%s', (action) => {
    for (const resource of RESOURCES) {
      expect(() => authorize(principal(true), action, resource)).not.toThrow();
      if (OWN.includes(action)) expect(() => authorize(principal(false), action, resource)).not.toThrow();
      else expect(() => authorize(principal(false), action, resource)).toThrow(Forbidden);
    }
  });
});
