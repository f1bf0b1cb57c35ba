import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { userType } from '../schema/resource-types.ts';
import { compileElementFilter } from './compile-element-filter.ts';
import { matchElement } from './match-element.ts';
import { parseFilter } from './parse-filter.ts';
import { WorkBudget } from './work-budget.ts';

const emails = userType.attributes.get('emails');

const matches = (filter: string, element: Json) => {
  if (!emails) throw new Error('Users have emails');
  return matchElement(compileElementFilter(emails, parseFilter(filter)), element, new WorkBudget());
};

describe('matchElement', () => {
  it.each<[string, Json, boolean]>([
    ['type eq "WORK"', { type: 'work' }, true],
    ['type eq "work"', {}, false],
    ['type eq "work"', { type: null }, false],
    ['type eq "work"', 'work', false],
    ['type ne "work"', {}, true],
    ['not (type eq "work")', { type: 'Work' }, false],
    ['type pr', { type: '' }, false],
    ['type pr', { type: 'x' }, true],
    ['type eq null', {}, true],
    ['primary eq "True"', { primary: true }, true],
    ['primary eq false', {}, false],
    ['value co "É"', { value: 'caf\u0065\u0301' }, true],
    ['value sw "a" and value ew "C"', { value: 'ABC' }, true],
    ['value gt "a" or type pr', { value: 'A' }, false],
    ['value ge "a"', { value: 'A' }, true],
    ['value gt "\uffef"', { value: '😀' }, true],
    ['value lt "b"', { value: 5 }, false],
    ['value eq "x"', Object.create({ value: 'x' }) as Json, false],
  ])('%s of %j is %s', (filter, element, expected) => {
    expect(matches(filter, element)).toBe(expected);
  });

  it('costs more the longer the texts are', () => {
    const budget = new WorkBudget(10);
    expect(() => budget.spend(64)).not.toThrow();
    expect(() => budget.spend(64 * 100)).toThrow(expect.objectContaining({ status: 413 }) as unknown as Error);
  });
});
