import { describe, expect, it } from '@jest/globals';
import { InvalidInput, NotAllowedNow, NotFound } from '../errors.ts';
import { Contention, DatabaseUnavailable, UniqueViolation, UnstorableText } from '../ports/storage-errors.ts';
import { failureSentence } from './failure-sentence.ts';

const DRIVER_TEXT = 'insert into holdfast.role_grants failed at /srv/holdfast/dist/pg.js:12';

describe('the sentence of a failed job', () => {
  it.each([
    ['a driver’s error', new Error(DRIVER_TEXT)],
    ['something that is no error', DRIVER_TEXT],
    ['an unreachable database', new DatabaseUnavailable(DRIVER_TEXT)],
    ['contention', new Contention(DRIVER_TEXT)],
    ['a text nobody can store', new UnstorableText('role_grants.doc', DRIVER_TEXT)],
    ['a unique key', new UniqueViolation('holdfast.role_grants', DRIVER_TEXT)],
    ['a bug', new TypeError(`Cannot read properties of undefined (reading 'id') ${DRIVER_TEXT}`)],
  ])('carries nothing internal of %s, and says what to do', (_what, error) => {
    for (const after of ['tried_again', 'rests'] as const) {
      const sentence = failureSentence(error, after);
      expect(sentence).not.toMatch(/role_grants|\/srv|insert into|undefined|Error/);
      expect(sentence).toMatch(after === 'rests' ? /retry it\.$/i : /It will be tried again by itself\.$/);
    }
  });

  it('says where the detail is when nobody foresaw the error', () => {
    expect(failureSentence(new Error(DRIVER_TEXT), 'rests')).toContain('log has the details under the job’s id');
  });

  it('passes on what was written for people', () => {
    expect(failureSentence(new InvalidInput('role', 'A team has no such role'), 'rests')).toBe(
      'A team has no such role. Remove the cause, then retry it.',
    );
    expect(failureSentence(new NotAllowedNow('The connection is paused.'), 'tried_again')).toBe(
      'The connection is paused. It will be tried again by itself.',
    );
  });

  it('names the kind of what is gone, not its id', () => {
    const sentence = failureSentence(new NotFound('role mapping', '0195-af'), 'rests');
    expect(sentence).toBe('Something it needs was deleted in the meantime (role mapping). Retry it.');
  });
});
