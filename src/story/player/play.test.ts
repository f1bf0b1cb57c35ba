import { describe, expect, it } from '@jest/globals';
import type { Exchange, Variables } from './exchange.ts';
import { fillString, MissingVariable } from './fill-template.ts';
import { type Played, play, UnexpectedAnswer } from './play.ts';

/** Answers every creation with the name as the id, after the others that were sent at the same time. */
const echo = (status = 201) => {
  const atOnce: number[] = [];
  let running = 0;
  return {
    atOnce,
    send: async (exchange: Exchange, variables: Variables) => {
      atOnce.push(++running);
      await new Promise(setImmediate);
      running -= 1;
      return { status, headers: {}, body: { id: fillString(exchange.path, variables) }, ms: 1 };
    },
  };
};
const exchange: Exchange = {
  step: 'creates',
  method: 'POST',
  path: '{{name}}',
  expect: { status: [201] },
  save: { made: 'id' },
  forEach: { of: ['a', 'b', 'c', 'd', 'e'], as: 'name', atOnce: 2 },
};

describe('Exchanges that are repeated', () => {
  it('are sent so many at a time, and what they save is a list in their order', async () => {
    const client = echo();
    const played: Played[] = [];
    const { made } = await play(client, [exchange], {}, { played: (one) => played.push(one) });
    expect(made).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(Math.max(...client.atOnce)).toBe(2);
    expect(played).toHaveLength(5);
  });

  it('are all sent before the first failure is told', async () => {
    const client = echo(500);
    await expect(play(client, [exchange], {})).rejects.toThrow(UnexpectedAnswer);
    expect(client.atOnce).toHaveLength(5);
  });

  it('tell a missing variable apart from a wrong answer', async () => {
    await expect(
      play(echo(), [{ ...exchange, forEach: { of: '{{none}}', as: 'name', atOnce: 1 } }], {}),
    ).rejects.toThrow(MissingVariable);
  });
});
