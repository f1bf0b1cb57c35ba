import { describe, expect, it } from '@jest/globals';
import { LastAdministrator } from '../application/access/last-administrator.ts';
import { TooManyAttempts } from '../application/accounts/sign-in-errors.ts';
import { AlreadyExists, Forbidden, InvalidInput, NotAllowedNow, NotFound } from '../application/errors.ts';
import { Contention, DatabaseUnavailable, UniqueViolation } from '../application/ports/storage-errors.ts';
import { NoSuchRoute, NotSignedIn } from './problem-error.ts';
import { translateProblem } from './problems.ts';

const cases: readonly (readonly [Error, number, string, Readonly<Record<string, string>>?])[] = [
  [new InvalidInput('slug', 'no'), 400, 'invalid-input'],
  [new NotSignedIn(), 401, 'not-signed-in', { 'www-authenticate': 'Bearer realm="holdfast"' }],
  [new Forbidden('no'), 403, 'forbidden'],
  [new NotFound('hold', 'h'), 404, 'not-found'],
  [new NoSuchRoute(), 404, 'not-found'],
  [new NoSuchRoute(['GET', 'POST']), 405, 'method-not-allowed', { allow: 'GET, POST' }],
  [new AlreadyExists('slug', 'taken'), 409, 'already-exists'],
  [new UniqueViolation('organizations', 'slug'), 409, 'already-exists'],
  [new NotAllowedNow('not now'), 409, 'not-allowed-now'],
  [new LastAdministrator({ kind: 'instance', id: 'instance' }, 'the last'), 409, 'last-administrator'],
  [new TooManyAttempts(7), 429, 'too-many-attempts', { 'retry-after': '7' }],
  [new Contention('busy'), 503, 'busy', { 'retry-after': '1' }],
  [new DatabaseUnavailable('connect ECONNREFUSED 10.1.2.3'), 503, 'database-unavailable', { 'retry-after': '5' }],
  [Object.assign(new Error('bad'), { status: 413 }), 413, 'too-large'],
  [Object.assign(new Error('bad'), { status: 415 }), 415, 'wrong-content-type'],
];

describe('translateProblem', () => {
  it.each(cases)('tells %s as %d %s', (error, status, type, headers = {}) => {
    const told = translateProblem(error, 'r1');
    expect(told).toMatchObject({
      problem: { status, type: `urn:holdfast:problem:${type}`, instance: 'r1' },
      headers,
      isUnexpected: false,
    });
  });

  it('tells nothing of internals', () => {
    for (const error of [
      new DatabaseUnavailable('10.1.2.3'),
      new UniqueViolation('sessions', 'key'),
      new TypeError('x.y'),
    ]) {
      expect(JSON.stringify(translateProblem(error, 'r1').problem)).not.toMatch(/10\.1\.2\.3|sessions|x\.y/);
    }
    expect(translateProblem(new TypeError('x.y'), 'r1')).toMatchObject({
      problem: { status: 500 },
      isUnexpected: true,
    });
    expect(translateProblem('thrown text', 'r1').problem.status).toBe(500);
  });
});
