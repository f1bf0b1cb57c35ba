import type { Exchange, Variables } from './exchange.ts';
import { fillString } from './fill-template.ts';
import { mismatches, valueAt } from './match-answer.ts';
import type { Answer, ScimClient } from './scim-client.ts';

/** An answer was not what the provider needs. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  readonly answer: Answer | undefined;
  constructor(exchange: Exchange, variables: Variables, complaints: readonly string[], answer?: Answer) {
    const path = fillString(exchange.path, variables);
    super(`${exchange.step} (${exchange.method} ${path}): ${complaints.join('; ')}`);
    this.answer = answer;
  }
}

/**
 * Plays exchanges one after the other and returns the variables with what was saved on the way.
 * @throws UnexpectedAnswer at the first answer that is not as expected, or that did not come.
 */
export async function play<Saved extends Variables = Variables>(
  client: ScimClient,
  exchanges: readonly Exchange[],
  variables: Variables,
  onSaved?: (variables: Variables) => void,
): Promise<Saved> {
  let known = variables;
  for (const exchange of exchanges) {
    const before = known;
    const answer = await client.send(exchange, before).catch((error: unknown) => {
      throw new UnexpectedAnswer(exchange, before, [error instanceof Error ? error.message : String(error)]);
    });
    const saved = Object.entries(exchange.save ?? {}).flatMap(([variable, path]) => {
      const value = valueAt(answer.body, path);
      return value === undefined ? [] : [[fillString(variable, known), value] as const];
    });
    known = { ...known, ...Object.fromEntries(saved) };
    onSaved?.(known);
    const complaints = mismatches(exchange.expect, answer, known);
    if (complaints.length > 0) throw new UnexpectedAnswer(exchange, known, complaints, answer);
  }
  return known as Saved;
}
