import { describe, expect, it } from '@jest/globals';
import { adviceFor, problemFrom } from './problem.ts';

const answer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers });

describe('problemFrom', () => {
  it('reads problem+json, with fields by the names forms use', () => {
    const problem = problemFrom(answer(400), {
      type: 'urn:holdfast:problem:invalid-input',
      title: 'A value is not allowed',
      status: 400,
      detail: 'Give it a name',
      instance: 'request-1',
      errors: [{ path: 'body.match.name', message: 'must not be empty' }],
    });
    expect(problem).toMatchObject({
      status: 400,
      kind: 'invalid-input',
      message: 'Give it a name',
      requestId: 'request-1',
      fields: [{ field: 'match.name', message: 'must not be empty' }],
    });
  });

  it('makes the best of an answer that is something else', () => {
    const problem = problemFrom(answer(502, { 'x-request-id': 'r' }), '<html>Bad gateway</html>');
    expect(problem).toMatchObject({ status: 502, title: 'The service answered 502', requestId: 'r', fields: [] });
  });

  it('says how long to wait when the service did', () => {
    const problem = problemFrom(answer(503, { 'retry-after': '7' }), {});
    expect(adviceFor(problem)).toContain('7 seconds');
  });
});

describe('adviceFor', () => {
  it('knows what to do about the last administrator', () => {
    const problem = problemFrom(answer(409), { type: 'urn:holdfast:problem:last-administrator' });
    expect(adviceFor(problem)).toBe('Make somebody else administrator first, then try again.');
  });
});
