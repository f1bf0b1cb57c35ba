import { expect, it } from '@jest/globals';
import type { Played } from '../player/play.ts';
import { describeRequest } from './describe-request.ts';

const played: Played = {
  exchange: {
    step: 'creates the user',
    method: 'POST',
    path: '/Users?for={{who}}',
    body: { userName: '{{who}}', password: 'secret', nested: [{ password: 'secret' }] },
    expect: {
      status: [201],
      headers: { location: { $exists: true } },
      body: { id: { $text: true }, active: true, Resources: { $count: 0 } },
    },
  },
  variables: { who: 'ana' },
  answer: {
    status: 201,
    headers: { location: 'https://x' },
    body: { id: '1', active: false, Resources: [{ userName: 'somebody.else@acme.example' }], more: 'private' },
    ms: 12.4,
  },
  complaints: ['active is false, not true'],
};

it('tells what was sent, expected and looked at, without passwords and without what nobody asked for', () => {
  expect(describeRequest(played)).toEqual({
    step: 'creates the user',
    sent: 'POST /Users?for=ana',
    body: { userName: 'ana', password: '[removed]', nested: [{ password: '[removed]' }] },
    expected: '201; location is there; id is a text; active = true; Resources has 0',
    came: '201 in 12 ms; location = "https://x"; id = "1"; active = false; Resources has 1',
  });
});

it('tells what an error said, and that no answer came', () => {
  const refused = { status: 409, headers: {}, body: { detail: 'There is one already' }, ms: 3 };
  expect(describeRequest({ ...played, answer: refused }).came).toBe('409 in 3 ms; There is one already');
  expect(describeRequest({ ...played, answer: undefined, complaints: ['socket hang up'] }).came).toBe(
    'no answer (socket hang up)',
  );
});
